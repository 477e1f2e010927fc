## Accueil
home-sentence = Des photos données par celles et ceux qui vivent ici, à réutiliser aux conditions choisies par leurs auteurs.
home-newest = Photos récentes
home-empty-title = Tout commence par une photo
home-empty-text = Une rue, une fête, un bateau : donnez-en une, elle servira à d’autres.
home-empty-button = Donner une première photo

## Recherche
search-title = Chercher une photo
search-tab = Recherche : { $words }
search-found =
    { $count ->
        [0] Aucune photo pour « { $words } »
        [one] { $count } photo pour « { $words } »
       *[other] { $count } photos pour « { $words } »
    }
search-allowed =
    { $count ->
        [0] Aucune photo utilisable ainsi
        [one] { $count } photo utilisable ainsi
       *[other] { $count } photos utilisables ainsi
    }
search-uses = Je veux pouvoir
# $parameters (String) - parameters of the address with their values
search-not-understood = Laissé de côté, faute d’être compris : { $parameters }.
search-suggestion = Vouliez-vous dire :
search-empty-title = Quelques pistes
search-empty-fewer = Essayez avec un seul mot : une photo n’est trouvée que si elle contient tous les mots.
search-empty-accents = Accents, majuscules et pluriels ne comptent pas ; l’orthographe, si.
search-empty-wider = Élargissez : la ville plutôt que la rue, « bateau » plutôt que son nom.
search-empty-give = Vous avez cette photo ? Donnez-la

## Mot-clé et personne
tag-kicker = Mot-clé
person-kicker = Photos de
person-empty = Aucune photo prise par { $name } n’est publiée pour le moment.
given-title = Photos d’autres auteurs, confiées par { $name }
given-count =
    { $count ->
        [one] { $count } photo d’un autre auteur, confiée par { $name }
       *[other] { $count } photos d’autres auteurs, confiées par { $name }
    }
given-all = Voir la liste

## À propos
about-title = À propos de { $site }
about-take-title = Réutiliser une photo
about-take-text = Cherchez, téléchargez, copiez la mention de l’auteur : elle est prête pour votre affiche, votre site ou votre bulletin. Pas de compte à créer. Chaque photo dit en une phrase ce que sa licence permet.
about-give-title = Donner une photo
about-give-text = Il faut un compte et trois réponses : qui a pris la photo, peut-on la modifier, peut-on en tirer un revenu. Vous restez l’auteur ; vous choisissez comment être cité et si le lieu exact est montré.
about-review-title = Avant la publication
about-review-text = Une personne de l’équipe regarde chaque photo avant sa publication ; les photos des personnes de confiance sont publiées aussitôt. S’il manque quelque chose, on vous dit quoi et vous pouvez corriger.
about-privacy-title = Vos données
about-privacy-text = Aucun traceur, aucune publicité, rien qui vienne d’un autre site. Les fichiers téléchargés ne contiennent ni coordonnées GPS ni numéro de série d’appareil.
about-program-title = Le logiciel
about-problems-title = Pour les programmes : les codes d’erreur
about-problems-text = Quand une demande à l’API n’aboutit pas, la réponse porte un de ces codes, le statut HTTP et une phrase.
about-places = Les lieux sont comparés à une table abrégée, tirée de :
about-program-text = Ce site fonctionne avec Zef { $version }, logiciel libre sous licence AGPL : une autre association peut l’installer chez elle.

## Photo retirée
tombstone-kicker = Photo retirée
tombstone-erase = Effacer le titre, la description, le lieu et les noms
tombstone-erase-note = Vous pouvez encore effacer ce que cet avis dit d’une personne qui le demande. C’est définitif.
tombstone-text = Cette photo a été publiée ici, puis retirée le { $day }. Son adresse reste : des mentions déjà imprimées peuvent y mener.
tombstone-reason = Motif du retrait :
# $count (Number)
tombstone-grants =
    { $count ->
        [one] La licence accordée avant le retrait reste valable, si la personne qui l’a accordée en avait le droit
       *[other] Les licences accordées avant le retrait restent valables, si la personne qui les a accordées en avait le droit
    }
