## The photo on another page
embed-title = Show the photo on a site
embed-figure = Picture and attribution
embed-figure-note = Plain HTML: the picture, its attribution, no frame.
embed-iframe = Frame
embed-iframe-note = The attribution is always visible; if the photo is withdrawn, a notice of withdrawal takes its place.
embed-oembed = oEmbed address
embed-oembed-note = For software that works out by itself how to show a page, such as WordPress.
embed-withdrawn = This photo has been withdrawn.
embed-tombstone = See the notice of withdrawal
embed-unknown = This photo is not available.
