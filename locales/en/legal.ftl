## Legal pages
legal-title = Legal notice
legal-privacy-title = Privacy
legal-terms-title = Terms of use
legal-contact-title = Contact
legal-contents = On this page
# $day (String)
legal-version = Version of { $day }
legal-edit = Change this text
legal-blank = information to come
legal-unfinished = This page is not finished: some information is still missing.
legal-untranslated = This text is only in French so far.
legal-blanks =
    { $count ->
        [one] One passage to complete.
       *[other] { $count } passages to complete.
    }
legal-blanks-to-fill =
    { $count ->
        [one] One passage of this text is still to be completed. It is marked for you; others read “information to come”.
       *[other] { $count } passages of this text are still to be completed. They are marked for you; others read “information to come”.
    }
legal-blanks-help = Each is written like this: [to be completed: …]. Replace it, brackets included.
# $name (String) $day (String)
legal-meanwhile = { $name } saved another version of this text on { $day }, after you opened this page. Nothing is lost: your text is below. Compare the two, then replace that version or bring its changes into your text.
legal-meanwhile-title = This text changed in the meantime
legal-meanwhile-read = Read the saved version

## Administration
nav-admin = Administration
admin-title = Administration
admin-lead = The people, texts and settings of the library.
admin-people-about = Accounts, roles, trust, suspensions, reset links.
admin-invitations-about = A one-time link to create an account.
admin-reports-about = What people report, and what is decided.
admin-site-title = The site
admin-site-about = Name, home page sentence, sign-up, licences offered, limits.
admin-pages-title = Legal pages
admin-pages-about = Legal notice, privacy, terms of use, contact: read them, write them, go back to a version.
admin-pages-lead = Each page begins with a template for an association. Complete it, read it over, then save it; every version is kept.
admin-see = See the page
admin-write = Write
# $page (String)
admin-write-title = Write: { $page }
# $name (String) $day (String) $number (String)
admin-version-is = Version { $number }, by { $name } on { $day }
# $number (String)
admin-version = Version { $number }
# $name (String) $day (String)
admin-version-by = by { $name }, on { $day }
admin-version-first = Original template
admin-version-present = online
admin-version-is-present = This is the version online.
admin-version-restore = Restore this version
admin-versions = Versions
admin-versions-older = Older versions
admin-text-languages = Language of the text
admin-text-kept = Every version is kept; you can come back to this one.
admin-text-replaces = Your text will replace the version saved in the meantime, which stays in the list.
admin-text-replace = Replace with my text
admin-preview = Preview
admin-preview-title = Preview
field-markdown = Text
field-markdown-help = In Markdown: ## before a heading, an empty line between two paragraphs, - before each point of a list, **bold**, [words](https://address). HTML is shown as typed, pictures are not shown.

## The site
admin-site-lead = What the library says about itself and what it accepts.
# $name (String) $day (String)
admin-site-last = Last change: { $name }, on { $day }.
admin-site-present = Presentation
admin-site-present-note = At the top of every page, in search results and on the home page.
field-site-name = Name of the site
field-site-name-help = Empty: Zef.
field-sentence-fr = Home page sentence, in French
field-sentence-en = Home page sentence, in English
field-sentence-help = Empty: the original sentence. Pages in Breton show the one in French.
field-public-url = Public address
setting-fixed = Fixed in the configuration file.
setting-fixed-at-start = Fixed at start-up: by the configuration file or the option --public-url.
admin-site-join = Sign-up
admin-site-join-note = Accounts that exist stay as they are.
field-sign-up = Who may create an account
sign-up-open = Anyone
sign-up-invitation = With an invitation code
sign-up-closed = Nobody: the team creates accounts
field-invitations = Invitation codes
field-invitations-help = One per line. Each works any number of times, until you remove it.
field-invitations-configured =
    { $count ->
        [one] Another one is fixed in the configuration file.
       *[other] { $count } others are fixed in the configuration file.
    }
admin-site-licences = Licences offered
admin-site-licences-note = Removing a licence here changes nothing for the photos that carry it: they keep it and stay online.
admin-site-limits = Limits
admin-site-limits-note = For what arrives from now on. What is already here stays.
field-file-megabytes = One file, at most, in megabytes
field-megapixels = One photo, at most, in megapixels
# $least (Number) $most (Number)
field-from-to = From { $least } to { $most }.
field-quota = All photos together, at most, in megabytes
field-quota-help = Empty: the whole disk, less a reserve.
admin-site-at-once = Changes apply at once, to every page.
admin-site-meanwhile = In place now
admin-site-nothing = nothing

## Refusals
problem-rewritten-title = Changed in the meantime
problem-rewritten = Someone else saved a change in the meantime. What you entered is kept here: compare, then save again to replace that change.
why-blank = write something.
# $least (Number) $most (Number)
why-between = give a whole number from { $least } to { $most }.
why-fixed = the configuration file fixes it. Change it in that file, or remove it from there, then restart Zef.
why-no-licence = offer at least one licence.
why-no-invitation = write at least one code, or choose another way to sign up.
