## Around every page
site-tagline = open photo library
kept-back = Here is what you wrote. It has not been sent yet.
kept-drop = Discard it
skip-to-content = Skip to content
search-label = Search for a photo
search-placeholder = lighthouse, market, Recouvrance…
search-button = Search
nav-label = Main navigation
nav-upload = Give photos
nav-photos = Photos
nav-give = Give
nav-give-what = photos
nav-my-photos = My photos
nav-review = Review
nav-waiting = waiting
nav-login = Sign in
nav-join = Create an account
nav-menu = Menu
nav-about = About
nav-licences = Licences
footer-label = Footer
footer-promise = Photos to share: each one says what you may do with it and how to credit its author.
languages-label = Language
paging-label = Pages
paging-previous = Newer
paging-next = Older
door-newest = See the newest photos
save = Save
error-request = If it happens again, give this number to the people who run the site:

## Photos
photo-untitled = Untitled photo
photo-by = by
photo-author-unknown = Unknown author
photo-count =
    { $count ->
        [0] No photo
        [one] { $count } photo
       *[other] { $count } photos
    }
received-on = received on { $day }
state-draft = Draft
state-submitted = To review
state-change-requested = To correct
state-published = Published
state-refused = Refused
state-withdrawn = Withdrawn

## Dates
date-about = about { $date }
date-uncertain = { $date }?
date-between = between { $first } and { $last }
date-before = before { $date }
date-after = after { $date }
date-until = { $date } at the latest
date-since = { $date } at the earliest
date-the-day = { $date }
date-century = { $number } century
date-the-century = the { $number } century
date-decade = { $year }s
date-the-decade = the { $year }s
date-spring = spring { $year }
date-the-spring = spring { $year }
date-summer = summer { $year }
date-the-summer = summer { $year }
date-autumn = autumn { $year }
date-the-autumn = autumn { $year }
date-winter = winter { $year }
date-the-winter = winter { $year }
month-january = January
month-february = February
month-march = March
month-april = April
month-may = May
month-june = June
month-july = July
month-august = August
month-september = September
month-october = October
month-november = November
month-december = December
language-stands-in = Sentences stay in French until somebody writes them in Breton.
