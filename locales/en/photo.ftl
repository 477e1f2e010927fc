## What one may do
licence-may-all = You can reuse it, change it and make money from it. Crediting the author is not a condition; in France the author’s moral right remains (Code de la propriété intellectuelle, L121-1): credit them.
licence-may-by = You can reuse it, change it and make money from it, as long as you credit the author.
licence-may-by-sa = You can reuse it, change it and make money from it, as long as you credit the author and share your versions under the same licence.
licence-may-by-nc = You can reuse it and change it, without making money from it, as long as you credit the author.
licence-may-by-nc-sa = You can reuse it and change it, without making money from it, as long as you credit the author and share your versions under the same licence.
licence-may-by-nd = You can reuse it as it is, unchanged, and make money from it, as long as you credit the author.
licence-may-by-nc-nd = You can reuse it as it is, unchanged and without making money from it, as long as you credit the author.
grant-since = { $label }, since { $since }

## Facts
tags-label = Tags
facts-title = Details
fact-place = Place
fact-coordinates = Coordinates
fact-rounded = (to within one kilometre)
chart-label = Chart of { $wide } km by { $tall }, north at the top: the place of the photo, and the number of published photos in each square
chart-label-area = Chart of { $wide } km by { $tall }, north at the top: the kilometre in which the photo was taken, and the number of published photos in each square
chart-note = Each number counts the photos of a square.
chart-all = The photos on this chart
chart-elsewhere = See on OpenStreetMap
fact-camera = Camera
fact-lens = Lens
fact-settings = Settings
fact-size = Size
fact-contributor = Given by
fact-author = Author
fact-taken = Taken
fact-published = Published

## Reuse
reuse-title = Reuse this photo
download-note = The licence and the author’s name are written inside the file.
download-note-unnamed = The licence is written inside the file.
download-note-public-domain = The photo’s status and its attribution are written inside the file.
download-private = No GPS coordinates, no serial number.
download-private-place = No serial number; GPS coordinates are kept only if they are the public ones shown on this page.
may-unnamed = The author is not named: the attribution says so, copy it as it is.
size-original = Original size
size-large = Large
size-medium = Medium
size-small = Small
# $height (Number) - centimetres
# $width (Number) - centimetres
size-print = prints sharply up to { $width } × { $height } cm
copy = Copy
copied = Copied
copy-failed = Copying did not work: the text is selected, press Ctrl + C.

## For who gave it
standing-label = State of the photo
standing-draft = Only you and the team can see it. Complete it, then send it.
standing-submitted = It is waiting for review; it is not public yet.
standing-change-requested = You are asked for a correction before it is published.
standing-published = Everyone can see it.
standing-refused = It was not accepted and is not public.
standing-withdrawn = It has been withdrawn.
edit-button = Edit details
finish-button = Complete
fix-button = Correct
submit-button = Send
withdraw-button = Withdraw…
withdraw-meaning = The photo will no longer be shown. A notice of withdrawal will take its place at its address, with your reason; the licence granted stays valid for everyone who received the photo under it, and for the copies already made.
withdraw-meaning-unseen = This photo was never published: it will be withdrawn without a notice, and can be given again.
withdraw-reason = Reason (optional, public)
withdraw-reason-unseen = Reason (optional)
withdraw-forget = Also erase the title, the description, the place and the names: someone has asked not to be mentioned any more.
withdraw-confirm = Withdraw the photo
size-strip = With the attribution
size-strip-note = written under the picture at full size, to show or print it
size-strip-limit = A very large photo does not get its attribution at full size: it is made smaller, but never under 2,000 pixels.
size-strip-letters = No attribution is drawn under this picture: its title or its author’s name has characters that this site’s font lacks. Copy it below and add it with your own software.
licence-lets-all =
    { $count ->
        [one] Anyone will be able to reuse it, change it and make money from it. Crediting the author will not be a condition; in France the author’s moral right remains (Code de la propriété intellectuelle, L121-1).
       *[other] Anyone will be able to reuse them, change them and make money from them. Crediting the author will not be a condition; in France the author’s moral right remains (Code de la propriété intellectuelle, L121-1).
    }
licence-lets-by =
    { $count ->
        [one] Anyone will be able to reuse it, change it and make money from it, as long as they credit the author.
       *[other] Anyone will be able to reuse them, change them and make money from them, as long as they credit the author.
    }
licence-lets-by-sa =
    { $count ->
        [one] Anyone will be able to reuse it, change it and make money from it, as long as they credit the author and share their versions under the same licence.
       *[other] Anyone will be able to reuse them, change them and make money from them, as long as they credit the author and share their versions under the same licence.
    }
licence-lets-by-nc =
    { $count ->
        [one] Anyone will be able to reuse it and change it, without making money from it, as long as they credit the author.
       *[other] Anyone will be able to reuse them and change them, without making money from them, as long as they credit the author.
    }
licence-lets-by-nc-sa =
    { $count ->
        [one] Anyone will be able to reuse it and change it, without making money from it, as long as they credit the author and share their versions under the same licence.
       *[other] Anyone will be able to reuse them and change them, without making money from them, as long as they credit the author and share their versions under the same licence.
    }
licence-lets-by-nd =
    { $count ->
        [one] Anyone will be able to reuse it as it is, unchanged, and make money from it, as long as they credit the author.
       *[other] Anyone will be able to reuse them as they are, unchanged, and make money from them, as long as they credit the author.
    }
licence-lets-by-nc-nd =
    { $count ->
        [one] Anyone will be able to reuse it as it is, unchanged and without making money from it, as long as they credit the author.
       *[other] Anyone will be able to reuse them as they are, unchanged and without making money from them, as long as they credit the author.
    }
