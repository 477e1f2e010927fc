## Reporting
report-link = Report
report-title = Report a photo
report-title-person = Report a page
report-lead = No account needed. Someone on the team looks at it, then decides.
report-question = What is wrong?
report-personal-image = I can be recognised in it, and I do not agree
report-minor = It shows a child
report-place = It shows where somebody lives
report-rights = It is my photo, or my work
report-rights-person = It uses my name or my work
report-wrong-attribution = It names the wrong author
report-wrong-facts = The place, the date or the texts are wrong
report-wrong-facts-person = What it says is wrong
report-unlawful = It is against the law
report-other = Something else
report-hides = It will be hidden as soon as you send this
report-hides-when = if you can be recognised in it, or if it shows a child or a home. Otherwise it stays visible until someone decides.
report-photo-stays = The photo stays visible until someone decides.
report-page-stays = The page stays visible until someone decides.
report-text = In your own words
report-text-help = Whatever helps us understand. Only the team reads this.
report-contact = Email or telephone, if you would like an answer (optional)
report-contact-help = The person who gave the photo does not see it.
report-contact-help-person = The person whose page it is does not see it.
report-send = Send
report-back-photo = Back to the photo
report-back-person = Back to the page
report-follow = You then get an address where you can follow the decision.
report-about = What you are reporting

## Following a report
report-status-title = Your report
report-status-waits = Nobody has decided yet.
report-status-hidden = Meanwhile, the photo is hidden.
report-status-decided = Here is the decision.
report-keep-address = Keep this address to follow the decision
report-keep-address-note = Anyone who has this address can read your report.
report-sent = What you sent
report-fact-day = Sent on
report-fact-contact = How to reach you

## The decisions
decision-keep = { $day }: nothing changes.
decision-hide = { $day }: the photo is hidden.
decision-withdraw = { $day }: the photo is withdrawn.
decision-restore = { $day }: the photo is public again.
decision-reason = The reason:

## For the person who gave the photo
statement-reported = Reported on { $day }: “{ $reason }”.
statement-hidden-at-once = The report hid it automatically.
statement-waits = Someone on the team will decide.
statement-by-person = Someone on the team decided. Their reason:
redress-question = Do you disagree with this decision?
redress-write = Write to the team
redress-court = You can also go to court.
mine-reported = Reported
standing-hidden = It was reported. Only the team and the person who gave it can see it.
state-hidden = Hidden
same-file-hidden = This same file, given by someone else, was reported and hidden.

## The list of reports
nav-reports = Reports
reports-title = Reports
reports-lead = Every decision has a reason. The person who reported reads it; so does the person who gave the photo, if the photo is hidden, withdrawn or restored.
reports-lists = Lists
reports-open = To decide
reports-decided = Decided
reports-none = No report to decide.
reports-none-decided = No report decided.
reports-given-by = given by { $name }
reports-at = on { $day }
reports-contact = To answer: { $contact }
reports-hidden-at-once = Hidden automatically by this report.
reports-decide = Decision: { $name }
reports-reason = Reason
reports-reason-help = If you withdraw the photo, everyone reads this reason at its address.
reports-reason-help-person = The person who reported reads it.
reports-reason-kept = Your reason:
reports-forget = If I withdraw the photo, also remove its texts and names
reports-count =
    { $count ->
        [one] One report
       *[other] { $count } reports
    }
verdict-keep = Change nothing
verdict-hide = Hide
verdict-keep-hidden = Leave hidden
verdict-withdraw = Withdraw
verdict-restore = Restore

## What was just done
done-reported = Sent. Someone on the team will look at it.
done-reported-hidden = Sent, and the photo is hidden until someone decides.
done-report-decided = Decided. The person who reported can read your reason.

## What is wrong in a form
why-empty = write a few words.
problem-report-reason-missing = Say what is wrong: choose a reason from the list.
problem-decision-reason-missing = Give a reason: the person who reported will read it.
problem-report-stale-title = Report already dealt with
problem-report-stale = Someone decided on this report, or changed the photo, in the meantime. Read the list again, then decide again if need be.
problem-too-many-reports = You have sent many reports in a short time. { $wait }
problem-many-reports-wait-title = Many reports
problem-many-reports-wait = This page already has many reports that the team has not read yet. Wait for the decision before you send another.
