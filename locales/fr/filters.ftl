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
