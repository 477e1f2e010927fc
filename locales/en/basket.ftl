## Taking photos up into the basket
nav-basket = Basket
basket-pick = Add to basket
basket-picked = In basket
# $number (Number), $all (Number)
photo-namesake = { $title }, { $number } of { $all }
basket-pick-titled = Add to basket: { $title }

## The basket’s page
basket-title = Basket
basket-nothing-title = Your basket is empty
basket-nothing = Add the photos you like: this page will say what you can do with them together, write their attributions as one block and download them all at once.
basket-shared = Someone sent you this list; your browser keeps another one.
basket-keep = Keep this one
basket-remove = Remove
basket-remove-titled = Remove from basket: { $title }
basket-empty-it = Empty the basket
basket-share = This page’s address holds the list: send it, save it.
basket-gone-withdrawn = “{ $title }” was withdrawn from the library: it no longer counts in this list.
# $count (Number), $most (Number)
basket-too-many =
    { $count ->
        [one] A basket holds at most { $most } photos: the last one in the list is too many, and is in neither the attributions nor the download. Remove one, or open the rest separately.
       *[other] A basket holds at most { $most } photos: the last { $count } in the list are too many, and are in neither the attributions nor the download. Remove some, or open the rest separately.
    }
selection-next = Open the rest
# $count (Number)
basket-gone-unknown =
    { $count ->
        [one] One photo in the list does not exist or is not public.
       *[other] { $count } photos in the list do not exist or are not public.
    }

## What the mix allows
mix-title = What you can do
mix-question =
    { $count ->
        [one] How are you using it?
       *[other] How are you using them?
    }
mix-side =
    { $count ->
        [one] I show it as it is
       *[other] I show them as they are
    }
mix-remix =
    { $count ->
        [one] I retouch or combine it
       *[other] I combine or retouch them
    }
mix-changed =
    { $count ->
        [one] You can publish it with your changes.
       *[other] Side by side, you can publish them together, changed or not: each keeps its licence.
    }
mix-side-changed =
    { $count ->
        [one] I show it as I have changed it
       *[other] I show them side by side
    }
mix-together = Side by side and unchanged, you can publish them together: each keeps its licence.
mix-alone = You can publish it as it is.
mix-alone-sellable = You can make money from it.
mix-alone-unsellable = You cannot make money from it.
mix-alone-unalterable = It must not be changed: no cropping, no retouching.
mix-alone-particular = Its licence has its own rules: read { $licences }.
mix-alone-credit = Credit the author: the attribution to copy is enough.
mix-alone-credit-none = Crediting the author is not a condition; in France their moral right remains: credit them.
mix-alone-no-commons = Wikimedia Commons does not accept it.
# $count (Number)
mix-credit =
    { $count ->
        [one] One photo asks you to credit its author.
       *[other] { $count } photos ask you to credit their authors.
    }
mix-credit-all = Credit the authors: the attribution to copy is enough.
mix-credit-none = Crediting the authors is not a condition; in France their moral right remains: credit them.
mix-sellable = You can make money from the whole.
# $count (Number)
mix-unsellable =
    { $count ->
        [one] You cannot make money from the whole: one photo forbids it.
       *[other] You cannot make money from the whole: { $count } photos forbid it.
    }
# $count (Number)
mix-unalterable =
    { $count ->
        [one] One photo must not be changed: no cropping, no retouching.
       *[other] { $count } photos must not be changed: no cropping, no retouching.
    }
# $count (Number)
mix-particular =
    { $count ->
        [one] The licence of one photo has its own rules: read { $licences }.
       *[other] The licences of { $count } photos have their own rules: read { $licences }.
    }
# $count (Number)
mix-no-commons =
    { $count ->
        [one] One photo is not accepted by Wikimedia Commons.
       *[other] { $count } photos are not accepted by Wikimedia Commons.
    }
# Licences and photos follow.
mix-earlier = What counts above is the licence in force. A licence granted earlier that allows more is still valid, as long as you name it in the attribution:

## Making one new work of them
remix-of-those = For the photos you ticked:
remix-yes = Yes, you can share what you make of them.
remix-choice =
    { $count ->
        [one] You choose its licence, as long as it still asks people to credit the author (so not CC0).
       *[other] You choose its licence, as long as it still asks people to credit the authors (so not CC0).
    }
remix-free-choice = You choose its licence.
remix-unsold-choice =
    { $count ->
        [one] You choose its licence, as long as it forbids making money from it and still asks people to credit the author.
       *[other] You choose its licence, as long as it forbids making money from it and still asks people to credit the authors.
    }
remix-exactly = Your work is shared under { $licence } only.
remix-or-later = Your work is shared under { $licence } or a later version of the same licence.
remix-sellable = You can make money from your work.
remix-unsellable = You cannot make money from your work.
remix-credit =
    { $count ->
        [one] Credit the author and say what you changed.
       *[other] Credit each author and say what you changed.
    }
remix-no = No: make it for yourself, without sharing it.
remix-unsaid = Zef cannot say: it depends on licences that have their own rules.
obstacle-no-derivatives = { $licence } does not let anyone share a changed version.
obstacle-particular = { $licence } has its own rules: read it, or ask the author.
obstacle-sale = { $alike } requires everything to be shared under that same licence, which lets people make money from it; { $unsold } forbids that.
obstacle-versions = { $earlier } and { $later } each require everything to be shared under themselves, and { $earlier } does not accept a later version.
remix-way-out =
    { $count ->
        [one] Ask the author’s permission, or show it as it is.
       *[other] Remove the photos concerned, ask their authors’ permission, or show them as they are.
    }

## Attributions and download
block-title =
    { $count ->
        [one] Credit the author
       *[other] Credit the authors
    }
block-changed = Say what you changed
block-changed-which-note = Tick them: only their attributions say what was changed.
block-changed-none = No photo is ticked: no attribution says what was changed.
block-changed-which = Which photos have you changed?
# $count (Number)
block-unchangeable =
    { $count ->
        [one] The attribution of one photo stays the same: its licence does not let anyone share a changed version.
       *[other] The attributions of { $count } photos stay the same: their licence does not let anyone share a changed version.
    }
package-title = Download
package-note = One ZIP file: the photos, their attributions (text, web page, table), the licences, and what is needed to check that the files are intact.
package-missing-withdrawn = { $id } — withdrawn from the library; notice of withdrawal: { $page }
package-missing-unknown = { $id } — does not exist or is not public: { $page }
package-missing-damaged = { $id } — its original file is damaged or lost; tell those who run this library: { $page }
package-about = about { $weight }
package-paper = On paper, with the attributions
