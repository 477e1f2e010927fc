## La carte
nav-places = Carte
map-title = Carte
map-description = Les photos là où elles ont été prises, et ce que chacune permet.
map-search = Chercher sur la carte
# $count (Number)
map-count =
    { $count ->
        [0] Aucune photo dans cette vue.
        [one] Une photo dans cette vue.
       *[other] { $count } photos dans cette vue.
    }
map-open = Ouvrez un point : ses photos s’affichent à côté.
# $count (Number)
map-elsewhere =
    { $count ->
        [one] Une autre photo est hors de cette vue.
       *[other] { $count } autres photos sont ailleurs.
    }
map-nowhere = Sans position
# $count (Number)
map-nowhere-count =
    { $count ->
        [one] Une photo n’a pas de position affichée.
       *[other] { $count } photos n’ont pas de position affichée.
    }
map-nowhere-places = Le nom de leur lieu mène à elles.
map-label = Carte des photos. La liste des points est plus bas.
# $name (String), $count (Number)
map-mark =
    { $count ->
        [one] { $name } : { $count } photo
       *[other] { $name } : { $count } photos
    }
# $place (String)
map-around = { $place } et autour
map-here = Ce point
map-nearer = Rapprocher
map-farther = Éloigner
map-within = Les photos de cette vue
map-as-list = Voir en liste
map-closer = Rapprocher la carte
map-points = Points de la carte
map-nothing = Aucune photo ici
map-nothing-here = Éloignez la carte, ou retirez une condition de la recherche. Seules les photos dont le lieu est publié sont sur la carte.
map-everything = Toute la carte
# $toward (String), $degrees (String)
looks-toward = Regarde vers { $toward } ({ $degrees }°)
# $toward (String), $degrees (String)
looks-toward-magnetic = Regarde vers { $toward } ({ $degrees }°, d’après la boussole)
toward-north = le nord
toward-north-east = le nord-est
toward-east = l’est
toward-south-east = le sud-est
toward-south = le sud
toward-south-west = le sud-ouest
toward-west = l’ouest
toward-north-west = le nord-ouest
map-west = O
map-east = E
map-north = N
map-south = S
map-link = Sur la carte

## Couverture
coverage-title = Ce qui manque
coverage-lead = Ce que les photos montrent déjà, commune par commune et carré par carré, et ce que personne n’a encore photographié.
coverage-print = Imprimer
coverage-near = Autour de
coverage-show = Afficher
# $near (String)
coverage-not-found = Aucun lieu connu ne s’appelle « { $near } ». Écrivez le nom d’une commune, ou une latitude et une longitude : 48.39,-4.49
# $place (String)
coverage-around = Autour de { $place }
# $place (String)
coverage-squares = Carrés d’environ un kilomètre autour de { $place }, nord en haut, avec leur nombre de photos
coverage-key = Un carré mesure un centième de degré, environ un kilomètre. En jaune, les carrés photographiés et leur nombre de photos ; en gris, la mer.
# $seen (Number), $all (Number)
coverage-seen =
    { $seen ->
        [0] Aucun des { $all } carrés de terre n’a de photo.
        [one] Un carré de terre sur { $all } a une photo.
       *[other] { $seen } carrés de terre sur { $all } ont une photo.
    }
coverage-no-land = Il n’y a pas de terre ici.
coverage-missing = À photographier, du plus proche au plus lointain
coverage-complete = Chaque carré de terre a sa photo.
coverage-communes = Communes
coverage-places = Lieux nommés
# $without (Number)
coverage-without =
    { $without ->
        [one] Une commune n’a aucune photo.
       *[other] { $without } communes n’ont aucune photo.
    }
# $all (Number), $without (Number)
coverage-without-of =
    { $without ->
        [one] Parmi les { $all } communes les plus proches, une n’a aucune photo.
       *[other] Parmi les { $all } communes les plus proches, { $without } n’ont aucune photo.
    }
coverage-unknown = Cette photothèque n’a pas de liste de communes : voici les lieux que les photos nomment. La commande « zef places import » ajoute une liste.
coverage-more = Les communes les plus proches de ce lieu.
coverage-commune = Lieu
# $count (Number)
coverage-by-position =
    { $count ->
        [one] dont une d’après sa position
       *[other] dont { $count } d’après leur position
    }
coverage-share = En proportion
coverage-last = La dernière
coverage-go = Aller
coverage-first = Donner la première
coverage-see = Voir
# $direction (String), $far (String)
way-far = À { $far } km { $direction }
way-here = Ici même
way-north = au nord
way-south = au sud
way-east = à l’est
way-west = à l’ouest
way-north-east = au nord-est
way-north-west = au nord-ouest
way-south-east = au sud-est
way-south-west = au sud-ouest
