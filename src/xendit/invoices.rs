//! Invoices page by page: the document has a cursor, and no word on where the pages end.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::Client;
use super::builder::ListInvoices;
use super::types::Invoice;
use crate::{Response, Result, WaitPolicy, Waited};

/// How many invoices a page has if nobody says (API reference, List all invoice, line 3398).
const USUAL_LIMIT: i64 = 10;

type Page = Pin<Box<dyn Future<Output = Result<Response<Vec<Invoice>>>> + Send>>;

/// Invoices, one after another, over as many pages as there are. A page is asked for when the one before is used up.
///
/// After an error that may pass ([`Error::is_retryable`](crate::Error::is_retryable)) it asks for the same page again
/// when it is polled again; any other error ends it. To go on later, in another process even,
/// keep the [`cursor`](Self::cursor).
#[must_use = "nothing is sent before it is polled"]
pub struct Invoices {
    list: ListInvoices,
    limit: usize,
    ready: VecDeque<Invoice>,
    page: Option<Page>,
    /// The id of the last invoice handed out.
    cursor: Option<String>,
    /// The cursor of the page to ask for.
    next: Option<String>,
    asked: HashSet<Option<String>>,
    ended: bool,
}

impl ListInvoices {
    /// The invoices of this page and of every one after it, as a [`Stream`].
    ///
    /// It begins after [`last_invoice_id`](Self::last_invoice_id), if one is set, and asks for
    /// [`limit`](Self::limit) invoices at a time. It ends at a page with fewer, at an empty one, and where a cursor
    /// comes back that was used before. Filters of which only one of a pair is set are told as an error before anything
    /// is sent (API reference, List all invoice, line 3407, 3414, 3421).
    ///
    /// ```no_run
    /// # async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
    /// let mut invoices = client.list_invoices().limit(100).pages();
    /// while let Some(invoice) = invoices.try_next().await? {
    ///     println!("{}", invoice.id()?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn pages(self) -> Invoices {
        let limit = self.limit.unwrap_or(USUAL_LIMIT);
        Invoices {
            limit: usize::try_from(limit).unwrap_or_default(),
            cursor: self.last_invoice_id.clone(),
            next: self.last_invoice_id.clone(),
            list: self,
            ready: VecDeque::new(),
            page: None,
            asked: HashSet::new(),
            ended: false,
        }
    }
}

impl Client {
    /// The invoices of a recurring payment, the most recent first (API reference, Get List of Payments, line 4158), as a [`Stream`].
    pub fn invoices_of_recurring_payment(&self, id: impl Into<String>) -> Invoices {
        self.list_invoices().recurring_payment_id(id).pages()
    }
}

impl Invoices {
    /// The next invoice; none at the end. The same as the [`Stream`], without another crate.
    ///
    /// # Errors
    /// As [`ListInvoices::send`].
    pub async fn try_next(&mut self) -> Result<Option<Invoice>> {
        let next = std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context));
        next.await.transpose()
    }

    /// Where to go on after the last invoice that was handed out: for `last_invoice_id` of a later list with the same
    /// filters. None at the beginning.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    /// Takes in a page, and sees whether another one can follow.
    fn take_page(&mut self, page: Vec<Invoice>) {
        let asked = self.next.take();
        let is_short = page.len() < self.limit.max(1);
        self.next = page.last().and_then(|invoice| invoice.id.clone());
        // A server may count the cursor itself as part of the page (the document: "starting point", 3425).
        let begins_with_cursor = asked.is_some() && page.first().is_some_and(|i| i.id == asked);
        self.asked.insert(asked);
        let is_known = self.asked.contains(&self.next);
        self.ended = is_short || is_known;
        // A page that ends where another one ended is the same page: nothing is handed out twice.
        if !is_known || self.next.is_none() {
            let page = page.into_iter().skip(usize::from(begins_with_cursor));
            self.ready.extend(page);
        }
    }
}

impl Stream for Invoices {
    type Item = Result<Invoice>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(invoice) = this.ready.pop_front() {
                if invoice.id.is_some() {
                    this.cursor.clone_from(&invoice.id);
                }
                return Poll::Ready(Some(Ok(invoice)));
            }
            if this.ended {
                return Poll::Ready(None);
            }
            let page = this.page.get_or_insert_with(|| {
                let mut list = this.list.clone();
                list.last_invoice_id.clone_from(&this.next);
                Box::pin(list.send())
            });
            let answer = ready!(page.as_mut().poll(context));
            this.page = None;
            match answer {
                Ok(page) => this.take_page(page.into_inner()),
                Err(error) => {
                    this.ended = !error.is_retryable();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

impl fmt::Debug for Invoices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invoices")
            .field("list", &self.list)
            .field("cursor", &self.cursor)
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}

impl Invoice {
    /// Asks for this invoice until it is settled or expired, or the deadline is over.
    ///
    /// # Errors
    /// If this one came without its id, and as [`GetInvoice::send`](super::builder::GetInvoice::send).
    pub async fn until_final(&self, client: &Client, policy: &WaitPolicy) -> Result<Waited<Self>> {
        let call = client.get_invoice(self.id()?);
        call.until_final(policy).await
    }
}
