//! Where the API keeps its documents: in tables that only grow, each as JSON text.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::clock::Time;
use crate::json::Json;
use crate::world::document::{DUE, Document, Kind, REFERENCE};

/// A document as it is written down.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) kind: Kind,
    /// Counted from 0 within its kind.
    pub(crate) row: u32,
    /// Counts over all kinds; the document with the largest changed last.
    pub(crate) change: u64,
    pub(crate) account: String,
    pub(crate) id: String,
    /// JSON. Text in text, so that no reader of the line touches its numbers.
    pub(crate) text: String,
}

#[derive(Debug, Default)]
pub(crate) struct Store {
    /// Shared with views.
    tables: BTreeMap<Kind, Arc<Table>>,
    /// Of a view: how many documents of a kind it shows, the first ones.
    visible: BTreeMap<Kind, usize>,
    accounts: Names,
    due: BTreeSet<(Time, Kind, u32)>,
    /// Counts changes, so that documents can be listed by their last one.
    changes: u64,
    /// What changed since the last [`Store::take_changed`].
    changed: BTreeSet<(Kind, u32)>,
    keeps_changed: bool,
}

#[derive(Clone, Debug, Default)]
struct Table {
    rows: Vec<Row>,
    ids: HashMap<Box<str>, u32>,
    references: HashMap<(u32, Box<str>), Vec<u32>>,
    /// By account, the rows in the order of their last change.
    recent: HashMap<u32, BTreeMap<u64, u32>>,
}

#[derive(Clone, Debug)]
struct Row {
    account: u32,
    id: Box<str>,
    text: Box<str>,
    due: Option<Time>,
    change: u64,
}

/// Long names as small numbers: a million documents name few accounts.
#[derive(Clone, Debug, Default)]
struct Names {
    names: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = index(self.names.len());
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }
}

impl Store {
    /// The document with this id, whichever account it belongs to.
    pub(crate) fn get(&self, kind: Kind, id: &str) -> Option<Document> {
        let row = *self.tables.get(&kind)?.ids.get(id)?;
        self.document(kind, row)
    }

    /// The document with this id if it belongs to this account.
    pub(crate) fn of(&self, account: &str, kind: Kind, id: &str) -> Option<Document> {
        self.get(kind, id)
            .filter(|document| document.account == account)
    }

    /// The account's documents with this `external_id`, or other reference, oldest first.
    pub(crate) fn referenced(&self, account: &str, kind: Kind, reference: &str) -> Vec<Document> {
        let rows = || {
            let account = *self.accounts.numbers.get(account)?;
            let table = self.tables.get(&kind)?;
            table.references.get(&(account, reference.into()))
        };
        let rows = rows().into_iter().flatten();
        rows.filter_map(|row| self.document(kind, *row)).collect()
    }

    /// The same, of every account.
    pub(crate) fn referenced_by_any(&self, kind: Kind, reference: &str) -> Vec<Document> {
        let accounts = self.accounts.names.iter();
        accounts
            .flat_map(|account| self.referenced(account, kind, reference))
            .collect()
    }

    /// The account's documents, the last changed first; from the one after `after`, if that is given and known.
    pub(crate) fn recent<'a>(
        &'a self,
        account: &str,
        kind: Kind,
        after: Option<&str>,
    ) -> impl Iterator<Item = Document> + 'a {
        let table = self.tables.get(&kind);
        let account = self.accounts.numbers.get(account);
        let before = after
            .and_then(|id| {
                let table = table?;
                Some(table.rows[*table.ids.get(id)? as usize].change)
            })
            .unwrap_or(u64::MAX);
        let recent = table
            .zip(account)
            .and_then(|(table, account)| table.recent.get(account));
        recent
            .into_iter()
            .flat_map(move |recent| recent.range(..before).rev())
            .filter_map(move |(_, row)| self.document(kind, *row))
    }

    /// Every document of a kind, oldest first, whichever account it belongs to.
    pub(crate) fn all(&self, kind: Kind) -> impl DoubleEndedIterator<Item = Document> + '_ {
        let rows = self
            .tables
            .get(&kind)
            .map_or(0, |table| index(table.rows.len()));
        (0..rows).filter_map(move |row| self.document(kind, row))
    }

    /// The documents of these kinds, of one account or of all, the last changed first, with the number of that change;
    /// only those that changed before `before`.
    pub(crate) fn latest(
        &self,
        kinds: &[Kind],
        account: Option<&str>,
        before: u64,
    ) -> impl Iterator<Item = (u64, Document)> + '_ {
        let number = account.map(|account| self.accounts.numbers.get(account).copied());
        let tables = kinds
            .iter()
            .filter_map(|kind| Some((*kind, self.tables.get(kind)?)));
        let mut newest: BTreeMap<u64, _> = BTreeMap::new();
        for (kind, table) in tables {
            for (account, recent) in &table.recent {
                if number.is_some_and(|number| number != Some(*account)) {
                    continue;
                }
                let mut changes = recent.range(..before).rev();
                if let Some((change, row)) = changes.next() {
                    newest.insert(*change, (kind, *row, changes));
                }
            }
        }
        std::iter::from_fn(move || {
            let (change, (kind, row, mut changes)) = newest.pop_last()?;
            if let Some((next, row)) = changes.next() {
                newest.insert(*next, (kind, *row, changes));
            }
            Some((change, self.document(kind, row)))
        })
        .filter_map(|(change, document)| Some((change, document?)))
    }

    /// The number of the last change.
    pub(crate) fn changes(&self) -> u64 {
        self.changes
    }

    /// The ids of all accounts that have anything.
    pub(crate) fn accounts(&self) -> &[String] {
        &self.accounts.names
    }

    /// How many documents of a kind there are.
    pub(crate) fn count(&self, kind: Kind) -> usize {
        self.tables.get(&kind).map_or(0, |table| table.rows.len())
    }

    /// Adds a document, or replaces the one with its id.
    pub(crate) fn save(&mut self, document: &Document) {
        self.put(document, self.changes + 1);
    }

    fn put(&mut self, document: &Document, change: u64) {
        self.changes = self.changes.max(change);
        let account = self.accounts.number(&document.account);
        let due = document.fields.get(DUE).and_then(Json::as_time);
        let table = Arc::make_mut(self.tables.entry(document.kind).or_default());
        let text = document.fields.to_string().into_boxed_str();
        let row = match table.ids.get(document.id.as_str()) {
            Some(row) => {
                let row = *row;
                let old = &mut table.rows[row as usize];
                if let Some(due) = old.due {
                    self.due.remove(&(due, document.kind, row));
                }
                if let Some(recent) = table.recent.get_mut(&old.account) {
                    recent.remove(&old.change);
                }
                (old.text, old.due, old.change) = (text, due, change);
                row
            }
            None => table.add(
                account,
                document,
                Row {
                    account,
                    id: document.id.as_str().into(),
                    text,
                    due,
                    change,
                },
            ),
        };
        table.recent.entry(account).or_default().insert(change, row);
        if let Some(due) = due {
            self.due.insert((due, document.kind, row));
        }
        if self.keeps_changed {
            self.changed.insert((document.kind, row));
        }
    }

    /// When the next document is due.
    pub(crate) fn next_due(&self) -> Option<Time> {
        self.due.first().map(|(due, ..)| *due)
    }

    /// Takes the next document that is due at this time. It is due no more.
    pub(crate) fn take_due(&mut self, now: Time) -> Option<(Time, Document)> {
        let (due, kind, row) = *self.due.first().filter(|(due, ..)| *due <= now)?;
        self.due.pop_first();
        Arc::make_mut(self.tables.get_mut(&kind)?).rows[row as usize].due = None;
        let mut document = self.document(kind, row)?;
        document.set_due(None);
        Some((due, document))
    }

    /// Remembers from now on what changes, for [`Store::take_changed`].
    #[cfg(any(feature = "data", test))]
    pub(crate) fn keep_changed(&mut self) {
        self.keeps_changed = true;
    }

    /// Whether it does so.
    #[cfg(any(feature = "data", test))]
    pub(crate) fn keeps_changed(&self) -> bool {
        self.keeps_changed
    }

    /// What changed since this was last called.
    #[cfg(any(feature = "data", test))]
    pub(crate) fn take_changed(&mut self) -> Vec<Line> {
        let changed = std::mem::take(&mut self.changed);
        changed
            .into_iter()
            .filter_map(|(kind, row)| self.line(kind, row))
            .collect()
    }

    /// Everything, in an order that [`Store::from_lines`] reads.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Line> + '_ {
        self.tables.iter().flat_map(move |(kind, table)| {
            (0..index(table.rows.len())).filter_map(move |row| self.line(*kind, row))
        })
    }

    /// A view that shows so many documents of some kinds, the first ones. What is saved there is not saved here.
    pub(crate) fn first(&self, visible: BTreeMap<Kind, usize>) -> Store {
        Store {
            tables: self.tables.clone(),
            visible,
            accounts: self.accounts.clone(),
            changes: self.changes,
            ..Store::default()
        }
    }

    /// What was written down. Lines of one kind must come in the order of their rows.
    pub(crate) fn from_lines(lines: impl IntoIterator<Item = Line>) -> Result<Store, String> {
        let mut store = Store::default();
        for line in lines {
            store.read(line)?;
        }
        Ok(store)
    }

    /// Adds what was written down.
    pub(crate) fn read(&mut self, line: Line) -> Result<(), String> {
        let Line {
            kind,
            account,
            id,
            text,
            change,
            ..
        } = line;
        let fields = Json::parse(&text).map_err(|error| format!("{kind:?} {id}: {error}"))?;
        let document = Document {
            kind,
            account,
            id,
            fields,
        };
        self.put(&document, change);
        Ok(())
    }

    fn document(&self, kind: Kind, row: u32) -> Option<Document> {
        let Line {
            account, id, text, ..
        } = self.line(kind, row)?;
        let fields = Json::parse(&text).ok()?;
        Some(Document {
            kind,
            account,
            id,
            fields,
        })
    }

    fn line(&self, kind: Kind, row: u32) -> Option<Line> {
        let visible = self.visible.get(&kind);
        if visible.is_some_and(|visible| row as usize >= *visible) {
            return None;
        }
        let Row {
            account,
            id,
            text,
            change,
            ..
        } = self.tables.get(&kind)?.rows.get(row as usize)?;
        Some(Line {
            kind,
            row,
            change: *change,
            account: self.accounts.names.get(*account as usize)?.clone(),
            id: id.to_string(),
            text: text.to_string(),
        })
    }
}

impl Table {
    fn add(&mut self, account: u32, document: &Document, row: Row) -> u32 {
        let number = index(self.rows.len());
        self.ids.insert(row.id.clone(), number);
        self.rows.push(row);
        let fields = &document.fields;
        let reference = fields
            .text(REFERENCE)
            .or_else(|| fields.text("external_id"));
        if let Some(reference) = reference {
            let reference = (account, reference.into_boxed_str());
            self.references.entry(reference).or_default().push(number);
        }
        number
    }
}

fn index(length: usize) -> u32 {
    u32::try_from(length).expect("fewer than 2^32 documents fit into memory")
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use serde_json::json;

    use super::*;
    use crate::clock;

    fn document(account: &str, id: &str) -> Document {
        Document {
            kind: Kind::Invoice,
            account: account.to_owned(),
            id: id.to_owned(),
            fields: Json::from_value(&json!({"id": id, "external_id": format!("order-{id}")})),
        }
    }

    fn time(second: i64) -> Time {
        clock::parse("2020-02-20T00:00:00.000Z").unwrap() + TimeDelta::seconds(second)
    }

    fn store(documents: &[Document]) -> Store {
        let mut store = Store::default();
        for document in documents {
            store.save(document);
        }
        store
    }

    fn ids(documents: impl IntoIterator<Item = Document>) -> Vec<String> {
        let documents = documents.into_iter();
        documents.map(|document| document.id).collect()
    }

    fn recent(store: &Store, after: Option<&str>) -> Vec<String> {
        ids(store.recent("a", Kind::Invoice, after))
    }

    #[test]
    fn the_last_changed_comes_first() {
        let [one, two, three] = ["1", "2", "3"].map(|id| document("a", id));
        let mut store = store(&[one.clone(), document("b", "4"), two, three]);
        assert_eq!(recent(&store, None), ["3", "2", "1"]);
        store.save(&one);
        assert_eq!(recent(&store, None), ["1", "3", "2"]);
        assert_eq!(ids(store.all(Kind::Invoice)), ["1", "4", "2", "3"]);
        assert_eq!(store.count(Kind::Invoice), 4);
        assert_eq!(store.count(Kind::Charge), 0);
    }

    #[test]
    fn pages_follow_each_other() {
        let documents: Vec<_> = (0..10).map(|id| document("a", &id.to_string())).collect();
        let mut store = store(&documents);
        store.save(&documents[4]);
        let all = recent(&store, None);
        let mut paged: Vec<String> = Vec::new();
        loop {
            let last = paged.last().cloned();
            let page = recent(&store, last.as_deref());
            if page.is_empty() {
                break;
            }
            paged.extend(page.into_iter().take(3));
        }
        assert_eq!(paged, all);
        assert_eq!(recent(&store, Some("unknown")), all);
    }

    #[test]
    fn a_view_shows_the_first_and_changes_nothing() {
        let documents: Vec<_> = (0..4).map(|id| document("a", &id.to_string())).collect();
        let mut store = store(&documents);
        store.save(&documents[0]);
        let mut view = store.first(BTreeMap::from([(Kind::Invoice, 2)]));
        assert_eq!(recent(&view, None), ["0", "1"]);
        assert!(view.get(Kind::Invoice, "2").is_none());
        assert!(view.referenced("a", Kind::Invoice, "order-2").is_empty());
        assert_eq!(view.referenced("a", Kind::Invoice, "order-1").len(), 1);
        view.save(&document("a", "5"));
        drop(view);
        assert_eq!(recent(&store, None), ["0", "3", "2", "1"]);
    }

    #[test]
    fn a_document_belongs_to_its_account() {
        let store = store(&[document("a", "1")]);
        assert!(store.of("a", Kind::Invoice, "1").is_some());
        assert!(store.of("b", Kind::Invoice, "1").is_none());
        assert!(store.of("a", Kind::Charge, "1").is_none());
    }

    #[test]
    fn references_are_of_an_account() {
        let mut named = document("a", "2");
        named.set_reference("mine");
        let same = Document {
            fields: document("a", "1").fields,
            ..document("a", "3")
        };
        let other = Document {
            fields: document("a", "1").fields,
            ..document("b", "4")
        };
        let store = store(&[document("a", "1"), named, same, other]);
        let found = |account, reference| ids(store.referenced(account, Kind::Invoice, reference));
        assert_eq!(found("a", "order-1"), ["1", "3"]);
        assert_eq!(found("a", "mine"), ["2"]);
        assert!(found("a", "order-2").is_empty());
        assert_eq!(
            ids(store.referenced_by_any(Kind::Invoice, "order-1")),
            ["1", "3", "4"]
        );
    }

    #[test]
    fn what_is_due_comes_in_the_order_of_its_time() {
        let due = |id: &str, second: i64| {
            let mut document = document("a", id);
            document.set_due(Some(time(second)));
            document
        };
        let mut store = store(&[due("1", 30), due("2", 10), due("3", 20), due("4", 40)]);
        store.save(&due("3", 5));
        store.save(&document("a", "1"));
        assert_eq!(store.next_due(), Some(time(5)));
        let mut taken = Vec::new();
        while let Some((at, document)) = store.take_due(time(39)) {
            assert!(document.fields.get(DUE).is_none());
            taken.push((at, document.id));
        }
        assert_eq!(
            taken,
            [(time(5), "3".to_owned()), (time(10), "2".to_owned())]
        );
        assert_eq!(store.next_due(), Some(time(40)));
    }

    #[test]
    fn what_is_written_down_is_read_as_it_was() {
        let mut due = document("a", "2");
        due.set_due(Some(time(7)));
        let mut first = store(&[
            document("a", "1"),
            due,
            document("b", "3"),
            document("a", "4"),
        ]);
        first.save(&document("a", "1"));
        let mut read = Store::from_lines(first.lines()).unwrap();
        assert_eq!(recent(&read, None), recent(&first, None));
        assert_eq!(ids(read.all(Kind::Invoice)), ids(first.all(Kind::Invoice)));
        assert_eq!(read.next_due(), Some(time(7)));
        assert_eq!(ids(read.referenced("a", Kind::Invoice, "order-4")), ["4"]);
        // Later changes come after those that were read.
        read.save(&document("a", "4"));
        assert_eq!(recent(&read, None), ["4", "1", "2"]);
    }

    #[test]
    fn a_line_that_is_not_json_is_an_error() {
        let mut lines: Vec<_> = store(&[document("a", "1")]).lines().collect();
        lines[0].text.pop();
        assert!(Store::from_lines(lines).unwrap_err().contains('1'));
    }

    #[test]
    fn changes_are_kept_on_request_and_taken_once() {
        let mut store = store(&[document("a", "1")]);
        assert!(store.take_changed().is_empty());
        store.keep_changed();
        store.save(&document("a", "2"));
        store.save(&document("a", "1"));
        store.save(&document("a", "1"));
        let changed = store.take_changed().into_iter().map(|line| line.id);
        assert_eq!(changed.collect::<Vec<_>>(), ["1", "2"]);
        assert!(store.take_changed().is_empty());
    }
}
