"""What the audit trail tells of a centre's book: the actions, and what their subject is."""

POSTED = "ledger.post"
"""Of each entry; the subject is its number, the details hold its key and digest."""

ASKED, CLOSED, WITHDRAWN = "month.ask", "month.close", "month.withdraw"
"""The steps of a month; the subject is it, as YYYY-MM. A closing's details hold revision, last entry and digest."""
