## The receipt
receipt-title = Licence receipt
receipt-title-dedicated = Public domain dedication receipt
receipt-title-marked = Public domain receipt
receipt-lead =
    { $count ->
        [one] { $site } states that this photo was placed under the licence below, on this date, by the person who gave it.
       *[other] { $site } states that this photo was placed under the licences below, on these dates, by the person who gave it.
    }
receipt-lead-dedicated = { $site } states that this photo was dedicated to the public domain, on this date, by the person who gave it.
receipt-lead-marked = { $site } states that this photo was marked as being in the public domain, on this date, by the person who gave it.
receipt-author = Author
receipt-name-erased = Name erased
receipt-title-erased = Title erased
receipt-files = Fingerprints of the file as given
receipt-ledger =
    { $count ->
        [one] Licence granted
       *[other] Licences granted
    }
receipt-ledger-dedicated = Dedication to the public domain
receipt-ledger-marked = What was stated
receipt-entry-licence = Licence
receipt-entry-status = Status
receipt-entry-at = Granted on
receipt-entry-dedicated-at = Dedicated on
receipt-entry-marked-at = Stated on
receipt-entry-by = By
receipt-entry-wording = Version of the text shown
receipt-entry-now = the latest
receipt-irrevocable = A licence once granted is for good: it stays valid for anyone who has the photo and names that licence, even if the photo is withdrawn or another licence follows.
receipt-irrevocable-dedicated = Giving up one’s rights is for good: it holds for everyone, and for every copy of the photo.
receipt-issued = Issued on { $day }.
receipt-state-draft = This photo is not public: this receipt is only for the person who gave it.
# $day (String)
receipt-state-withdrawn = This photo is no longer published: it was withdrawn on { $day }.
receipt-grants-stand =
    { $count ->
        [one] The licence granted before stays valid, if the person who granted it had the right to.
       *[other] The licences granted before stay valid, if the people who granted them had the right to.
    }
receipt-json = The same receipt, for software (JSON)
receipt-print-note = Save this page or print it, and keep it with the file. Downloaded copies have other fingerprints: the attribution is written inside them.
photo-author-withheld = The author asked not to be named
grant-also = Also published under { $label }, from { $since } to { $until }
grant-stands = { $label }, granted on { $since }, is still valid and allows more, as long as you name it
grant-name-it = Write the attribution under { $label }
grant-also-day = Also published under { $label }, on { $day }
receipt-entry-unseen = none (photo given by a program)
grant-given-by = { $label }, granted on { $day } by { $name }
grant-given = { $label }, granted on { $day }
grant-dedicated-by = { $label }, dedicated on { $day } by { $name }
grant-dedicated = { $label }, dedicated on { $day }
grant-marked-by = { $label }, stated on { $day } by { $name }
grant-marked = { $label }, stated on { $day }
receipt-archive = Archive
