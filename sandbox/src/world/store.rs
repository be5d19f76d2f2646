//! What the API keeps: documents in tables that only grow, each as JSON text.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::json::Json;
use crate::world::clock::Time;

/// Fields whose names begin with this are the sandbox's own and never answered.
pub(crate) const HIDDEN: char = '_';

/// When something happens to a document by itself; see [`Store::next_due`].
const DUE: &str = "_due";

/// What a document is found by, where that is not its `external_id`.
const REFERENCE: &str = "_reference";

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Account,
    Authentication,
    Batch,
    CardlessCredit,
    Charge,
    Delivery,
    Disbursement,
    Ewallet,
    IdempotencyKey,
    Invoice,
    PaymentCode,
    Payout,
    PayoutLink,
    RecurringPayment,
    Refund,
    Reversal,
    Token,
    VirtualAccount,
    VirtualAccountPayment,
}

impl Kind {
    /// What an account makes through the API, in the order of the documents.
    pub(crate) const RESOURCES: &[Kind] = &[
        Kind::Token,
        Kind::Authentication,
        Kind::Charge,
        Kind::Refund,
        Kind::Reversal,
        Kind::Ewallet,
        Kind::CardlessCredit,
        Kind::VirtualAccount,
        Kind::VirtualAccountPayment,
        Kind::PaymentCode,
        Kind::Invoice,
        Kind::RecurringPayment,
        Kind::Disbursement,
        Kind::Batch,
        Kind::PayoutLink,
        Kind::Payout,
    ];

    /// As the controls name it, such as `virtual_account`.
    pub(crate) fn name(self) -> String {
        let name = serde_json::to_value(self).unwrap_or_default();
        name.as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn read(name: &str) -> Option<Kind> {
        serde_json::from_value(name.into()).ok()
    }
}

/// One thing that the API keeps, for example an invoice.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    pub(crate) kind: Kind,
    /// The id of the account that it belongs to.
    pub(crate) account: String,
    /// Unique within its kind, over all accounts.
    pub(crate) id: String,
    /// As the API shows it, and hidden fields.
    pub(crate) fields: Json,
}

impl Document {
    /// When something happens to it by itself, if nothing changes it before.
    pub(crate) fn set_due(&mut self, due: Option<Time>) {
        match due {
            Some(due) => self.fields.set(DUE, Json::time(due)),
            None => self.fields.remove(DUE),
        }
    }

    /// Whether something will happen to it by itself.
    pub(crate) fn is_due(&self) -> bool {
        self.fields.get(DUE).is_some()
    }

    /// What [`Store::referenced`] finds it by, in place of its `external_id`.
    pub(crate) fn set_reference(&mut self, reference: &str) {
        self.fields.set(REFERENCE, Json::string(reference));
    }
}

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
    tables: BTreeMap<Kind, Table>,
    accounts: Names,
    due: BTreeSet<(Time, Kind, u32)>,
    /// Counts changes, so that documents can be listed by their last one.
    changes: u64,
    /// What changed since the last [`Store::take_changed`].
    changed: BTreeSet<(Kind, u32)>,
    keeps_changed: bool,
}

#[derive(Debug, Default)]
struct Table {
    rows: Vec<Row>,
    ids: HashMap<Box<str>, u32>,
    references: HashMap<(u32, Box<str>), Vec<u32>>,
    /// By account, the rows in the order of their last change.
    recent: HashMap<u32, BTreeMap<u64, u32>>,
}

#[derive(Debug)]
struct Row {
    account: u32,
    id: Box<str>,
    text: Box<str>,
    due: Option<Time>,
    change: u64,
}

/// Long names as small numbers: a million documents name few accounts.
#[derive(Debug, Default)]
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
        let table = self.tables.entry(document.kind).or_default();
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
        self.tables.get_mut(&kind)?.rows[row as usize].due = None;
        let mut document = self.document(kind, row)?;
        document.set_due(None);
        Some((due, document))
    }

    /// Remembers from now on what changes, for [`Store::take_changed`].
    pub(crate) fn keep_changed(&mut self) {
        self.keeps_changed = true;
    }

    /// What changed since this was last called.
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

    /// What was written down. Lines of one kind must come in the order of their rows.
    pub(crate) fn from_lines(lines: impl IntoIterator<Item = Line>) -> Result<Store, String> {
        let mut store = Store::default();
        for Line {
            kind,
            account,
            id,
            text,
            change,
            ..
        } in lines
        {
            let fields = Json::parse(&text).map_err(|error| format!("{kind:?} {id}: {error}"))?;
            store.put(
                &Document {
                    kind,
                    account,
                    id,
                    fields,
                },
                change,
            );
        }
        Ok(store)
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
