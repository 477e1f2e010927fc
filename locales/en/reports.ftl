## Reporting
report-link = Report
report-title = Report
report-lead = No account needed. Someone on the team looks at it, then decides.
report-question = What is wrong?
ground-personal-image = I can be recognised in it, and I do not agree
ground-minor = It shows a child
ground-place = It shows where somebody lives
ground-rights = It is my photo, or my work
ground-wrong-attribution = The author named is not the right one
ground-wrong-facts = The place, date or words are wrong
ground-unlawful = It is against the law
ground-other = Something else
report-hides = If you can be recognised in it, or if it shows a child or somebody’s home, it will be hidden as soon as you send this, until someone has looked at it.
report-words = In your own words
report-words-help = Whatever helps us understand. Only the team will read this.
report-contact = E-mail or telephone, if you would like us to reach you (optional)
report-contact-help = Only the team will see it.
report-send = Send
report-back-photo = Back to the photo
report-back-person = Back to the page
report-follow = You will get an address where you can follow what is decided.
report-about = What you are reporting

## Following a report
report-status-title = Your report
report-status-waits = Nobody has decided yet.
report-status-hidden = Meanwhile, the photo is hidden.
report-status-decided = This is what was decided.
report-keep-address = Keep this address to come back here
report-said = What you wrote
report-fact-day = Sent on
report-fact-ground = What is wrong
report-fact-words = Your words
report-fact-contact = How to reach you

## What was decided
ruling-keep = { $day }: nothing changes.
ruling-hide = { $day }: the photo is hidden.
ruling-withdraw = { $day }: the photo is withdrawn.
ruling-restore = { $day }: the photo is public again.

## For whoever gave the photo
statement-ground = Reported on { $day }: “{ $ground }”.
statement-hid-at-once = It was hidden at once, before anyone had looked.
statement-waits = Someone on the team will decide.
statement-by-person = Someone on the team decided; their reason:
mine-reported = Reported
standing-hidden = It was reported, and only you and the team can see it now.
state-hidden = Hidden
same-file-hidden = This same file, given by someone else, was reported and hidden.

## The list of reports
nav-reports = Reports
reports-title = Reports
reports-lead = Every decision has a reason: the person who reported reads it, and so does whoever gave the photo, if it is hidden, withdrawn or restored.
reports-lists = Lists
reports-open = To decide
reports-decided = Decided
reports-none = No report here.
reports-given-by = given by { $name }
reports-contact = To reach the person: { $contact }
reports-hid-at-once = Hidden as soon as it was reported.
reports-decide = Decide: { $name }
reports-reason = Reason
reports-reason-help = If you withdraw the photo, everyone will read this reason at its address.
reports-reason-help-person = The person who reported will read it.
reports-forget = When withdrawing, also erase the title, words and names
verdict-keep = Change nothing
verdict-hide = Hide
verdict-keep-hidden = Leave hidden
verdict-withdraw = Withdraw
verdict-restore = Restore
done-reported = Sent. Someone on the team will look at it.
done-reported-hidden = Sent, and the photo is hidden until someone on the team has looked at it.
done-report-decided = Decided. The person who reported can read your reason.
why-empty = a few words are needed
