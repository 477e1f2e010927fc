## Autour de chaque page
site-tagline = photothèque ouverte
kept-back = Voici ce que vous aviez écrit. Ce n’est pas encore envoyé.
kept-drop = L’effacer
skip-to-content = Aller au contenu
search-label = Chercher une photo
search-placeholder = phare, marché, Recouvrance…
search-button = Chercher
nav-label = Navigation principale
nav-upload = Donner des photos
nav-photos = Photos
nav-give = Donner
nav-give-what = des photos
nav-my-photos = Mes photos
nav-review = Relecture
nav-waiting = en attente
nav-login = Se connecter
nav-join = Créer un compte
nav-menu = Menu
nav-about = À propos
nav-licences = Les licences
footer-label = Pied de page
footer-promise = Des photos à partager : chacune dit ce que vous pouvez en faire et comment citer son auteur.
languages-label = Langue
paging-label = Pages
paging-previous = Plus récentes
paging-next = Plus anciennes
door-newest = Voir les photos récentes
save = Enregistrer
error-request = Si cela se reproduit, donnez ce numéro à l’équipe :

## Photos
photo-untitled = Photo sans titre
photo-by = par
photo-author-unknown = Auteur inconnu
photo-count =
    { $count ->
        [0] Aucune photo
        [one] { $count } photo
       *[other] { $count } photos
    }
received-on = reçue le { $day }
state-draft = Brouillon
state-submitted = À relire
state-change-requested = À corriger
state-published = Publiée
state-refused = Refusée
state-withdrawn = Retirée

## Dates
date-about = vers { $date }
date-uncertain = { $date } ?
date-between = entre { $first } et { $last }
date-before = avant { $date }
date-after = après { $date }
date-until = { $date } au plus tard
date-since = { $date } au plus tôt
date-the-day = le { $date }
date-century = { $number } siècle
date-the-century = le { $number } siècle
date-decade = années { $year }
date-the-decade = les années { $year }
date-spring = printemps { $year }
date-the-spring = le printemps { $year }
date-summer = été { $year }
date-the-summer = l’été { $year }
date-autumn = automne { $year }
date-the-autumn = l’automne { $year }
date-winter = hiver { $year }
date-the-winter = l’hiver { $year }
month-january = janvier
month-february = février
month-march = mars
month-april = avril
month-may = mai
month-june = juin
month-july = juillet
month-august = août
month-september = septembre
month-october = octobre
month-november = novembre
month-december = décembre
language-stands-in = Les phrases restent en français tant que personne ne les a écrites en breton.
