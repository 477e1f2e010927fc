## What one may do
licence-may-all = You may use it, change it and sell it without asking; crediting the author is appreciated, not required.
licence-may-by = You may use it, change it and sell it, as long as you credit the author.
licence-may-by-sa = You may use it, change it and sell it, as long as you credit the author and share your versions under the same licence.
licence-may-by-nc = You may use it and change it, for non-commercial purposes, as long as you credit the author.
licence-may-by-nc-sa = You may use it and change it, for non-commercial purposes, as long as you credit the author and share your versions under the same licence.
licence-may-by-nd = You may use it and sell it as it is, unchanged, as long as you credit the author.
licence-may-by-nc-nd = You may use it as it is, unchanged and for non-commercial purposes, as long as you credit the author.
grant-since = { $label }, since { $since }

## Facts
tags-label = Tags
facts-title = Details
fact-place = Place
fact-coordinates = Coordinates
fact-rounded = (to about one kilometre)
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
download-private-place = No serial number; GPS coordinates stay only where they are those of this page, which are public.
may-unnamed = The author is not named: the attribution says so, copy it as it is.
size-original = Original size
size-large = Large
size-medium = Medium
size-small = Small
# $height (Number) - centimetres
# $width (Number) - centimetres
size-print = prints well up to { $width } × { $height } cm
copy = Copy
copied = Copied
copy-failed = Copying did not work: the text is selected, use Ctrl + C.

## For who gave it
standing-label = State of the photo
standing-draft = Only you and the team can see it. Complete it, then send it.
standing-submitted = It waits for review; it is not public yet.
standing-change-requested = You are asked for a change before it is published.
standing-published = Everyone can see it.
standing-refused = It was not accepted and is not public.
standing-withdrawn = It was withdrawn.
edit-button = Edit details
finish-button = Fill in
fix-button = Correct it
submit-button = Send
withdraw-button = Withdraw…
withdraw-meaning = The photo will no longer be shown. A notice of withdrawal will take its place at its address, with your reason; the licence granted stays valid for everyone who received the photo under it, and for the copies already made.
withdraw-meaning-unseen = This photo was never published: it will be withdrawn without leaving a notice, and may be given again.
withdraw-reason = Reason (optional, public)
withdraw-reason-unseen = Reason (optional)
withdraw-forget = Also erase the title, the description, the place and the names: somebody asked not to be spoken of.
withdraw-confirm = Withdraw the photo
size-strip = With the attribution
size-strip-note = written under the picture at its full size, to show or print it
size-strip-limit = A very large photo does not get its attribution drawn at its full size: it comes smaller, but never under 2,000 pixels.
size-strip-letters = No attribution is drawn under this picture: its title or its author’s name has characters that this site’s font lacks. Copy it below and write it with your own software.
licence-lets-all =
    { $count ->
        [one] Anyone may use it, change it and sell it without asking; crediting the author is appreciated, not required.
       *[other] Anyone may use them, change them and sell them without asking; crediting the author is appreciated, not required.
    }
licence-lets-by =
    { $count ->
        [one] Anyone may use it, change it and sell it, crediting the author.
       *[other] Anyone may use them, change them and sell them, crediting the author.
    }
licence-lets-by-sa =
    { $count ->
        [one] Anyone may use it, change it and sell it, crediting the author and sharing their versions under the same licence.
       *[other] Anyone may use them, change them and sell them, crediting the author and sharing their versions under the same licence.
    }
licence-lets-by-nc =
    { $count ->
        [one] Anyone may use it and change it, for non-commercial purposes, crediting the author.
       *[other] Anyone may use them and change them, for non-commercial purposes, crediting the author.
    }
licence-lets-by-nc-sa =
    { $count ->
        [one] Anyone may use it and change it, for non-commercial purposes, crediting the author and sharing their versions under the same licence.
       *[other] Anyone may use them and change them, for non-commercial purposes, crediting the author and sharing their versions under the same licence.
    }
licence-lets-by-nd =
    { $count ->
        [one] Anyone may use and sell it as it is, unchanged, crediting the author.
       *[other] Anyone may use and sell them as they are, unchanged, crediting the author.
    }
licence-lets-by-nc-nd =
    { $count ->
        [one] Anyone may use it as it is, unchanged and for non-commercial purposes, crediting the author.
       *[other] Anyone may use them as they are, unchanged and for non-commercial purposes, crediting the author.
    }
