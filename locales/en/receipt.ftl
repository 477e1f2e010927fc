## The receipt
receipt-title = Licence receipt
receipt-lead = { $site } states that this photo was placed under the licences below, on these dates, by the person who gave it.
receipt-photo = Photo
receipt-author = Author
receipt-address = Address
receipt-files = Fingerprints of the file as it was given
receipt-ledger = Licences granted
receipt-entry-licence = Licence
receipt-entry-at = Granted on
receipt-entry-by = By
receipt-entry-wording = Version of the text shown
receipt-entry-now = in force
receipt-irrevocable = A licence granted cannot be taken back: it stays valid for everyone who received the photo under it, and for the copies already made.
receipt-issued = Issued on { $day }.
receipt-state-draft = This photo is not public: this receipt is only for the person who gave it.
# $day (String)
receipt-state-withdrawn = This photo is no longer published: it was withdrawn on { $day }. The licences granted before still stand.
receipt-json = The same, for software (JSON)
receipt-print-note = Save this page or print it, and keep it with the file. Downloaded copies have other fingerprints, because the attribution is written inside.
photo-author-withheld = The author asked not to be named any more
grant-also = Also published under { $label }, from { $since } to { $until }
grant-also-day = Also published under { $label }, on { $day }
receipt-entry-unseen = none (given by a program)
grant-given-by = { $label }, granted on { $day } by { $name } (text shown: { $wording })
grant-given = { $label }, granted on { $day } (text shown: { $wording })
wording-none = none
