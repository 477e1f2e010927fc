## Reviewing, one photo at a time
# $place (Number), $total (Number)
review-position = { $place } of { $total }
review-film = Photos to review
review-decision = Decision
review-large = See the photo’s page
review-previous = Previous photo
review-following = Next photo
review-by = by { $author }
review-refuse-why = Why? The giver will read this.
review-change-what = What should change? The giver will read this.
review-own-words = In your own words
review-refuse-send = Refuse the photo
review-change-send = Send the request
reason-place = Say where it was taken.

## On paper
print-button = Print
print-source = Source:

## The basket
basket-use = Use them
# $count (Number)
package-download =
    { $count ->
        [one] Download the photo
       *[other] Download the { $count } photos
    }
package-zip = ZIP, with the credits
package-sizes = Other sizes
# $count (Number)
block-copy =
    { $count ->
        [one] Copy the credit
       *[other] Copy the credits
    }
