## Taking photos up into the basket
nav-basket = Basket
basket-pick = Add to basket
basket-picked = In the basket
basket-pick-titled = Add to basket: { $title }

## The basket’s page
basket-title = Basket
basket-nothing-title = Your basket is empty
basket-nothing = Add the photos you are interested in: this page will say what you may do with them together, write their attributions as one block and download them all at once.
basket-shared = This list was passed on to you; your browser keeps another one.
basket-keep = Keep this one
basket-remove = Remove
basket-remove-titled = Remove from basket: { $title }
basket-empty-it = Empty the basket
basket-share = This page’s address holds the list: send it, save it.
basket-gone-withdrawn = “{ $title }” was withdrawn from the library: it no longer counts in this list.
# $count (Number), $most (Number)
basket-too-many =
    { $count ->
        [one] A basket holds at most { $most } photos: the last one of the list is too many, and is neither in the attributions nor in the download. Take one out, or open the rest by itself.
       *[other] A basket holds at most { $most } photos: the last { $count } of the list are too many, and are neither in the attributions nor in the download. Take some out, or open the rest by itself.
    }
selection-next = Open the rest
# $count (Number)
basket-gone-unknown =
    { $count ->
        [one] One photo of the list does not exist or is not public.
       *[other] { $count } photos of the list do not exist or are not public.
    }

## What the mix allows
mix-title = What you may do
mix-question =
    { $count ->
        [one] How do you use it?
       *[other] How do you use them?
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
        [one] You may publish it with your changes.
       *[other] Side by side, you may publish them together, changed or not: each keeps its licence.
    }
mix-side-changed =
    { $count ->
        [one] I show it as I changed it
       *[other] I show them side by side
    }
mix-together = Side by side and unchanged, you may publish them together: each keeps its licence.
mix-alone = You may publish it as it is.
mix-alone-sellable = It may be sold.
mix-alone-unsellable = Non-commercial only.
mix-alone-unalterable = It must not be altered: no cropping, no retouching.
mix-alone-particular = Its licence has rules of its own: read { $licences }.
mix-alone-credit = Credit the author: the attribution to copy is enough.
mix-alone-credit-none = Nothing is required: crediting the author is appreciated, not mandatory.
mix-alone-no-commons = Wikimedia Commons does not accept it.
# $count (Number)
mix-credit =
    { $count ->
        [one] One photo asks for its author to be credited.
       *[other] { $count } photos ask for their authors to be credited.
    }
mix-credit-all = Credit the authors: the attribution to copy is enough.
mix-credit-none = Nothing is required: crediting the authors is appreciated, not mandatory.
mix-sellable = The whole may be sold.
# $count (Number)
mix-unsellable =
    { $count ->
        [one] Non-commercial only for the whole: one photo forbids commercial use.
       *[other] Non-commercial only for the whole: { $count } photos forbid commercial use.
    }
# $count (Number)
mix-unalterable =
    { $count ->
        [one] One photo must not be altered: no cropping, no retouching.
       *[other] { $count } photos must not be altered: no cropping, no retouching.
    }
# $count (Number)
mix-particular =
    { $count ->
        [one] The licence of one photo has rules of its own: read { $licences }.
       *[other] The licences of { $count } photos have rules of their own: read { $licences }.
    }
# $count (Number)
mix-no-commons =
    { $count ->
        [one] One photo is not accepted by Wikimedia Commons.
       *[other] { $count } photos are not accepted by Wikimedia Commons.
    }
# Licences and photos follow.
mix-earlier = The licence in force counts above. An earlier one that lets you do more still stands, if you name it in the attribution:

## Making one new work of them
remix-of-those = For the photos that you ticked:
remix-yes = Yes, you may share what you make of them.
remix-choice =
    { $count ->
        [one] You choose its licence, as long as it still asks for the author to be credited (so not CC0).
       *[other] You choose its licence, as long as it still asks for the authors to be credited (so not CC0).
    }
remix-free-choice = You choose its licence.
remix-unsold-choice =
    { $count ->
        [one] You choose its licence, as long as it forbids commercial uses and still asks for the author to be credited.
       *[other] You choose its licence, as long as it forbids commercial uses and still asks for the authors to be credited.
    }
remix-exactly = Your work is shared under { $licence } only.
remix-or-later = Your work is shared under { $licence } or a later version of the same licence.
remix-sellable = Your work may be sold.
remix-unsellable = Your work may be neither sold nor used to sell.
remix-credit =
    { $count ->
        [one] Credit the author and say what you changed.
       *[other] Credit each author and say what you changed.
    }
remix-no = No: you may do it for yourself, but not share it.
remix-unsaid = Zef cannot tell: it depends on licences that have rules of their own.
obstacle-no-derivatives = { $licence } does not let you share a changed version.
obstacle-particular = { $licence } has rules of its own: read it, or ask the author.
obstacle-sale = { $alike } requires the whole to be shared under that same licence, which allows sale; { $unsold } forbids it.
obstacle-versions = { $earlier } and { $later } each require the whole to be shared under themselves, and { $earlier } admits no later version.
remix-way-out =
    { $count ->
        [one] Ask the author to agree, or show it as it is.
       *[other] Remove the photos concerned, ask their authors to agree, or show them as they are.
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
block-changed-which = Which photos?
# $count (Number)
block-unchangeable =
    { $count ->
        [one] The attribution of one photo stays as it is: its licence does not let changed versions be shared.
       *[other] The attributions of { $count } photos stay as they are: their licence does not let changed versions be shared.
    }
package-title = Download
package-note = One ZIP file: the photos, their attributions (text, web page, table), the licences, and what it takes to check that the files are intact.
package-missing-withdrawn = { $id } — withdrawn from the library; notice of withdrawal: { $page }
package-missing-unknown = { $id } — does not exist or is not public: { $page }
package-missing-damaged = { $id } — its original file is damaged or lost; tell those who run this library: { $page }
package-about = about { $weight }
package-paper = On paper, with the attributions
