## Suggesting a correction
suggest-link = Suggest a correction
suggest-title = Suggest a correction
suggest-lead = Change what you know better: a place, a date, a name. Who gave the photo decides first, then the team.
suggest-lead-visitor = Do you know this place, these people, this date? No account is needed.
suggest-lead-account = If it is accepted, the photo’s history will say that you suggested it.
suggest-about = The photo
suggest-people = People
suggest-people-help = Who is on the photo, and where. Nobody else reads this before the decision.
suggest-coordinates-help = Latitude, then longitude: 48.39, -4.49, or what a map lets you copy.
suggest-author-help = This is a note to who gave the photo: the name does not change by itself.
suggest-tags-help = Separated by commas.
suggest-why = How do you know?
suggest-why-needed = How do you know? (required)
suggest-why-optional = How do you know? (optional)
suggest-why-help = Only those who decide read this.
suggest-contact = Email or telephone, if the team has a question (optional)
suggest-contact-help = Only the team sees it.
suggest-send = Send
suggest-back = Back to the photo

## The list of suggestions
nav-suggestions = Suggestions
suggestions-title = Suggestions
suggestions-lead = Somebody suggests a change to a photo. Who gave it decides first.
suggestions-lead-own = Somebody suggests a change to one of your photos. You decide.
# $days (Number)
suggestions-lead-days =
    { $days ->
        [0] The team may decide at once.
        [one] After one day, the team may decide too.
       *[other] After { $days } days, the team may decide too.
    }
suggestions-lists = By field
suggestions-all = All
suggestions-none = No suggestion to decide on.
suggestions-none-waiting = No suggestion waits for who gave the photo.
suggestions-waiting =
    { $count ->
        [one] One suggestion first waits for who gave the photo
       *[other] { $count } suggestions first wait for who gave the photo
    }
suggestions-to-decide = Suggestions to decide on
# $day (String)
suggestions-from = The team may decide from { $day } on.
suggestions-now = Now
suggestions-note = This is a note: accepting it does not change the photo.
suggestions-edit = Edit the photo
suggestions-without-account = Without an account
# $who (String)
# $day (String)
suggestions-by = { $who }, { $day }
# $contact (String)
suggestions-contact = To answer: { $contact }
suggestions-more = A word, or another value
suggestions-reason = A word to the person (optional)
suggestions-value = Accept in part: what the photo should say
suggestions-accept = Accept
suggestions-refuse = Refuse
suggestions-skip = Later
# $position (Number)
# $total (Number)
suggestions-position = { $position } of { $total }.
suggestions-told = The person will know what you decide, and the history will say who suggested it.
# $name (String)
suggestions-decide = Decision: { $name }

## The history and the news
history-accept-suggestion = Suggestion accepted
# $name (String)
history-suggested-by = Suggested by { $name }
history-suggested-by-reader = Suggested by somebody without an account
# $name (String)
history-accepted-by = accepted by { $name }
history-accepted = accepted
news-suggested = Correction suggested
# $field (String)
# $name (String)
news-suggested-by = { $name } suggests a change: { $field }.
news-suggested-see = Decide
news-suggestion-accepted = Suggestion accepted
news-suggestion-in-part = Suggestion accepted in part
news-suggestion-refused = Suggestion refused
# $field (String)
news-suggestion-about = You suggested a change: { $field }.
news-not-public = A photo that is no longer public

## What was just done
done-suggested = Sent. Thank you: who gave the photo decides first.
done-suggestion-accepted = Accepted.
done-suggestion-refused = Refused. The photo has not changed.

## What is wrong with a form
why-same = the photo says this already.
why-no-links = without an account, give no web address here.
problem-nothing-suggested = Nothing is suggested: change at least one field.
problem-suggestion-stale-title = Suggestion already decided
problem-suggestion-stale = Somebody decided, or changed the photo, meanwhile. Read the list again, then decide again if needed.
problem-suggestion-not-yet-title = Too early
# $day (String)
problem-suggestion-not-yet = Who gave the photo decides first. You may decide from { $day } on.
problem-many-suggestions-wait-title = Many suggestions
problem-many-suggestions-wait = Many suggestions about this photo wait for a decision already. Wait for it before you send another one.

## The state of the site
action-suggest =
    { $count ->
        [one] Correction suggested
       *[other] { $count } corrections suggested
    }
action-accept-suggestion =
    { $count ->
        [one] Suggestion accepted
       *[other] { $count } suggestions accepted
    }
action-refuse-suggestion =
    { $count ->
        [one] Suggestion refused
       *[other] { $count } suggestions refused
    }
suggestions-decided-link = Suggestions that were decided on
suggestions-decided-title = Decided suggestions
suggestions-decided-lead = The latest decisions first.
suggestions-decided-none = No decision so far.
# $day (String), $name (String)
suggestions-decided-by = Decided on { $day } by { $name }
suggestion-status-title = Your suggestion
suggestion-status-lead = Who gave the photo decides first, then the team: come back here to read the answer.
suggestion-status-note = This address is the only way to read the answer without an account. It works for a year.
suggestion-status-gone = The photo is not public any more
suggestion-status-waits = Waits for a decision
# $day (String)
suggestion-status-made = Sent on { $day }
# $day (String)
suggestion-status-decided = Decided on { $day }
suggestion-status-done = Here is the answer. Thank you for taking the time.
