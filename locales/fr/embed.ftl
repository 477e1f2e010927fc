## La photo sur une autre page
embed-title = Montrer la photo sur un site
embed-figure = Image et mention
embed-figure-note = Du HTML simple : l’image, sa mention, aucun cadre.
embed-iframe = Cadre
embed-iframe-note = La mention reste toujours visible ; si la photo est retirée, un avis de retrait prend sa place.
embed-oembed = Adresse oEmbed
embed-oembed-note = Pour les logiciels qui demandent eux-mêmes comment montrer une page, comme WordPress.
embed-withdrawn = Cette photo a été retirée.
embed-tombstone = Voir l’avis de retrait
embed-unknown = Cette photo n’est pas disponible.
