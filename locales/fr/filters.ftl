## Ce que l’on veut pouvoir faire, en peu de mots
use-modify = la modifier
use-commercial = en tirer un revenu
use-no-attribution = ne pas citer l’auteur

## Accueil
home-all =
    { $count ->
        [one] La photo
       *[other] Les { $count } photos
    }
home-invite = Une rue, une fête, un bateau : vos photos peuvent servir à d’autres. Trois questions, et elles partent à la relecture.

## Affiner une recherche
search-among = Chercher parmi elles
search-narrow = Affiner
search-apply = Appliquer
search-results = Photos trouvées
search-place = Lieu
search-shape = Format
search-landscape = Paysage
search-portrait = Portrait
search-square = Carré
search-date = Date de prise de vue
search-from = De
search-until = à
search-since = depuis { $date }
search-up-to = jusqu’à { $date }
search-author = de { $handle }
search-giver = d’autres auteurs, confiées par { $handle }
search-area = une zone de la carte
search-without = (retirer)
search-order = Trier
search-newest = Les plus récentes
search-relevance = Les plus proches
search-taken = Par date de prise de vue
# $count (Number)
search-set-aside =
    { $count ->
        [one] Une photo écartée : sa licence ne permet pas tout cela.
       *[other] { $count } photos écartées : leur licence ne permet pas tout cela.
    }
search-meanwhile = En attendant, les photos les plus récentes

## Ce par quoi les photos trouvées se divisent
search-tags = Mots-clés
search-places = Lieux
search-timeline = Photos par décennie
search-years = Années
# $title (String)
search-collection = Collection : { $title }
search-authors = Auteurs
search-licences = Licences
search-print = Taille d’impression
# $long (String) $short (String) - sides in pixels; $size (String) - A4
search-print-size = { $size } : { $short } × { $long } pixels
search-print-note = Assez de pixels pour imprimer la feuille entière (ISO 216) à 300 points par pouce.
# $size (String)
search-for-print = imprimable en { $size }
search-colours = Couleur dominante
colour-red = rouge
colour-orange = orange
colour-brown = brun
colour-yellow = jaune
colour-green = vert
colour-turquoise = turquoise
colour-blue = bleu
colour-purple = violet
colour-pink = rose
colour-white = blanc
colour-grey = gris
colour-black = noir
search-tag = mot-clé : { $tag }
search-author-named = auteur : { $name }
search-at = lieu : { $words }
# $what (String) - tag, author, place or years that photos must not have
search-except = sauf { $what }
# $word (String)
search-word = « { $word } »
search-wider = Chercher plus large
# $part (String) - what the wider search leaves out
search-wider-without = sans { $part }
search-elsewhere = Cette recherche, ailleurs :
search-feed = par abonnement (Atom)
search-csv = en tableau (CSV)
search-geojson = sur une carte (GeoJSON)
feed-newest = Suivre les nouvelles photos (Atom)
feed-these = Suivre ces photos (Atom)

## Ce que l’on tape, complété
complete-label = Propositions
complete-word = Mot
complete-author = Auteur
# $name (String)
search-no-context = « { $name } » n’est pas un contexte ici : la liste des contextes est sur la page des mots-clés.
