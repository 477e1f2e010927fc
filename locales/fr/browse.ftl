## Accueil
home-sentence = Des photos données par celles et ceux qui vivent ici, à reprendre librement en citant leur auteur.
home-count =
    { $count ->
        [0] La première reste à donner.
        [one] Une photo est déjà là.
       *[other] { $count } photos vous attendent.
    }
home-newest = Photos récentes
grid-give = Donnez les vôtres
home-empty-title = Tout commence par une photo
home-empty-text = Une rue, une fête, un bateau : donnez-en une, elle servira à d’autres.
home-empty-button = Donner une première photo

## Recherche
search-title = Chercher une photo
search-tab = Recherche : { $words }
search-hint = Un lieu, un nom, un mot-clé : tapez ce que vous cherchez. Toutes les photos trouvées peuvent être reprises.
search-found =
    { $count ->
        [0] Rien pour « { $words } »
        [one] { $count } photo pour « { $words } »
       *[other] { $count } photos pour « { $words } »
    }
search-allowed =
    { $count ->
        [0] Aucune photo ne permet tout cela
        [one] Une photo le permet
       *[other] { $count } photos le permettent
    }
search-uses = Je veux pouvoir
search-use-modify = modifier la photo : recadrer, retoucher
search-use-commercial = en faire un usage commercial
search-use-no-attribution = ne pas citer l’auteur
search-empty-uses = Toutes les licences ne permettent pas tout : décochez une case.
search-without-uses = Chercher sans condition
# $parameters (String) - parameters of the address with their values
search-not-understood = Non compris, et laissé de côté dans cette recherche : { $parameters }.
# $filters (String) - parameters of the address with their values
search-filters = L’adresse demande aussi : { $filters }.
search-suggestion = Vouliez-vous dire :
search-empty-title = Quelques pistes
search-empty-fewer = Essayez avec un seul mot : une photo n’est trouvée que si elle contient tous les mots.
search-empty-accents = Accents, majuscules et pluriels ne comptent pas ; l’orthographe, si.
search-empty-wider = Cherchez plus large : la ville plutôt que la rue, « bateau » plutôt que son nom.
search-empty-give = Vous avez cette photo ? Donnez-la

## Mot-clé et personne
tag-kicker = Mot-clé
person-kicker = Contributions de
person-empty = Aucune photo publiée pour le moment.

## À propos
about-title = À propos de { $site }
about-take-title = Utiliser une photo
about-take-text = Cherchez, téléchargez, copiez la mention de l’auteur : elle est prête pour votre affiche, votre site ou votre bulletin. Pas de compte à créer. Chaque photo dit en une phrase ce que sa licence permet.
about-give-title = Donner une photo
about-give-text = Il faut un compte et trois réponses : qui a pris la photo, peut-on la modifier, peut-on la vendre. Vous restez l’auteur ; vous choisissez comment être cité et si le lieu exact est montré.
about-review-title = Avant la publication
about-review-text = Une personne de l’équipe regarde chaque photo avant qu’elle soit publique. Si quelque chose manque, vous l’apprenez avec le motif, et vous pouvez corriger.
about-privacy-title = Vos données
about-privacy-text = Aucun traceur, aucune publicité, aucun appel à un autre site. Les fichiers téléchargés ne contiennent ni coordonnées GPS ni numéro de série d’appareil.
about-program-title = Le logiciel
about-problems-title = Pour les programmes : les codes d’erreur
about-problems-text = Quand une demande à l’API n’aboutit pas, la réponse porte un de ces codes, le statut HTTP et une phrase.
about-places = Les lieux sont comparés à une table tirée, en plus court, de :
about-program-text = Ce site fonctionne avec Zef { $version }, logiciel libre sous licence AGPL : une autre association peut l’installer chez elle.

## Photo retirée
tombstone-kicker = Photo retirée
tombstone-erase = Effacer le titre, la description, le lieu et les noms
tombstone-erase-note = Vous pouvez encore effacer ce que cet avis dit d’une personne qui le demande. C’est définitif.
tombstone-text = Cette photo a été publiée ici, puis retirée le { $day }. Son adresse reste, car des mentions déjà imprimées peuvent y mener.
tombstone-reason = Motif du retrait :
# $count (Number)
tombstone-grants =
    { $count ->
        [one] La licence accordée avant le retrait reste valable, si la personne qui l’a accordée en avait le droit
       *[other] Les licences accordées avant le retrait restent valables, si la personne qui les a accordées en avait le droit
    }
