collections-title = Collections
problem-collection-title = Collection non modifiée
# $photo (String)
problem-collection-not-public = La photo { $photo } n’est pas publique : une collection ne réunit que des photos publiées.
# $photo (String)
problem-collection-without = La photo { $photo } n’est pas dans cette collection. Rechargez la page, puis refaites votre changement.
# $most (Number)
problem-collection-full = Une collection réunit au plus { $most } photos. Retirez-en, ou faites-en une deuxième.
# $most (Number)
problem-collection-too-many = Vous avez déjà { $most } collections. Supprimez-en une, ou demandez à l’équipe.
# $handle (String)
problem-collection-member = Personne n’a l’identifiant « { $handle } ». Vérifiez-le : c’est la fin de l’adresse de la page de cette personne.
# $typed (String)
problem-collection-unknown = Aucune collection que vous pouvez modifier ne s’appelle « { $typed } ». Vérifiez son titre, ou collez ici l’adresse de sa page.
# $addresses (String)
problem-collection-several = Plusieurs collections ont ce titre : { $addresses }. Écrivez l’adresse de celle que vous voulez.
problem-collection-parent = Cette collection n’existe pas, ou vous ne pouvez pas y ranger la vôtre. Choisissez-en une autre.
problem-collection-circle = Une collection ne peut pas être rangée dans elle-même, ni dans l’une de celles qu’elle contient. Choisissez-en une autre.
# $most (Number)
problem-collection-deep = Les collections se rangent les unes dans les autres sur { $most } niveaux au plus. Choisissez une collection moins profonde.
# $most (Number)
problem-collection-parent-full = Une collection en contient au plus { $most } autres. Choisissez-en une autre.
problem-collection-not-empty = D’autres collections sont rangées dans celle-ci. Déplacez-les ou supprimez-les d’abord.
problem-collection-curator = Cette collection reste un brouillon : un conservateur ou une conservatrice la publiera.
problem-collection-stale = Quelqu’un a modifié cette collection entre-temps. Rechargez-la, puis refaites votre changement.
collection-members = Membres
collection-parent = Rangée dans
collection-dates = Époque
collections-lead = Des photos choisies et mises en ordre autour d’un sujet.
collections-none = Aucune collection n’est publiée pour l’instant.
collections-own = Vos brouillons
collections-drafts = Brouillons des autres
collections-published =
    { $count ->
        [one] Une collection publiée
       *[other] { $count } collections publiées
    }
collections-all =
    { $count ->
        [one] Voir la collection
       *[other] Les { $count } collections
    }
collection-make = Créer une collection
collection-make-lead = Donnez-lui un titre ; les photos s’ajoutent ensuite, depuis la page de chacune ou depuis le panier.
collection-make-with =
    { $count ->
        [one] Elle commencera avec cette photo.
       *[other] Elle commencera avec ces { $count } photos.
    }
# $count (Number) $name (String)
collection-about =
    { $count ->
        [0] Aucune photo. Collection créée par { $name }
        [one] { $count } photo, choisie par { $name }
       *[other] { $count } photos, réunies par { $name }
    }
collection-draft = Brouillon
collection-around = Rangée dans
collection-inside = Collections qu’elle contient
collection-empty = Aucune photo pour l’instant : ajoutez-en depuis la page d’une photo, ou faites une collection de votre panier.
collection-download =
    { $count ->
        [one] Télécharger la photo et sa mention
       *[other] Télécharger les { $count } photos et leurs mentions
    }
# $from (Number) $to (Number)
collection-download-part = Télécharger les photos { $from } à { $to } et leurs mentions
# $from (Number) $to (Number)
collection-part = Photos { $from } à { $to }
collection-use =
    { $count ->
        [one] Réutiliser la photo
       *[other] Réutiliser ces { $count } photos
    }
collection-credits = Les mentions en un bloc
collection-feed = Suivre par flux Atom
collection-is-draft = Brouillon : seules les personnes qui y travaillent et l’équipe voient cette page.
collection-is-yours = Publiée : tout le monde voit cette page.
collection-edit = Modifier
# $title (String)
collection-edit-title = Modifier « { $title } »
collection-order = Ordonner les photos
# $title (String)
collection-order-title = Ordonner « { $title } »
collection-order-lead = Montez ou descendez une photo, ou tapez sa nouvelle place.
collection-publish = Publier
collection-see = Voir la collection
collection-text = Texte
collection-dates-help = En toutes lettres : « 1944–1952 », « années 60 ».
collection-standing = Publication et membres
collection-state = Qui la voit
collection-state-draft = Vous, les membres et l’équipe (brouillon)
collection-state-published = Tout le monde
collection-parent-none = Aucune autre collection
collection-members-help = Identifiants séparés par des virgules. Ces personnes modifient le texte et choisissent les photos avec vous.
collection-kept = L’adresse de la collection ne change pas avec son titre.
collection-begins = Elle est d’abord un brouillon, sauf si vous la publiez.
collection-delete-title = Supprimer la collection
collection-delete-note = Ses photos restent dans la photothèque. Son texte et leur ordre sont perdus.
collection-delete = Supprimer la collection
collection-meanwhile = Quelqu’un a modifié cette collection pendant que vous écriviez. Ce que vous avez tapé est ci-dessous : l’enregistrer remplacera ces changements.
# $title (String)
collection-number-of = Place de « { $title } »
# $title (String)
collection-up-titled = Monter « { $title } »
# $title (String)
collection-down-titled = Descendre « { $title } »
collection-cover = Couverture
# $title (String)
collection-cover-titled = Prendre « { $title } » comme couverture
collection-is-cover = couverture
# $title (String)
collection-remove-titled = Retirer « { $title } » de la collection
collection-numbers = Appliquer les numéros
collection-numbers-note = Les flèches du clavier déplacent la photo dont un bouton est sélectionné.
collection-moved = Déplacée à la place
collection-move-failed = Le déplacement n’a pas pu être enregistré : la page se recharge.
collection-make-typed = créer cette collection
collection-named = Titre ou adresse
collection-one = Collection
photo-collections =
    { $count ->
        [one] Dans la collection
       *[other] Dans les collections
    }
collect-title = Ajouter à une collection
collect-new = Une nouvelle collection…
collect-button = Ajouter
gather-title = En faire une collection
news-in-collection = Dans une collection
# $title (String)
news-collection = La collection « { $title } » montre votre photo.
done-collection-made = La collection est créée.
done-collection-deleted = La collection est supprimée. Ses photos restent dans la photothèque.
done-collected = La photo est dans la collection.
done-basket-collected = Les photos du panier sont dans la collection.
slideshow-begin = Diaporama
# $title (String)
slideshow-title = Diaporama : { $title }
slideshow-leave = Quitter le diaporama
slideshow-play = Défiler
collection-embed = Intégrer à un autre site
collection-embed-code = Code à copier dans la page
# $count (Number) $site (String)
collection-embed-all =
    { $count ->
        [one] La photo sur { $site }
       *[other] Les { $count } photos sur { $site }
    }
collection-embed-unknown = Cette collection n’est plus publiée.

## Collections vivantes
collection-query = Recherche qui l’alimente
collection-query-help = Facultatif. Des mots, ou l’adresse d’une page de recherche : la collection montre toujours ce que la recherche trouve, y compris les photos publiées plus tard.
collection-of-search = En faire une collection vivante
collection-living = Collection vivante, qui suit la recherche :
# $count (Number)
collection-beyond =
    { $count ->
        [one] La recherche trouve une photo de plus : une collection en montre dix mille au plus.
       *[other] La recherche trouve { $count } photos de plus : une collection en montre dix mille au plus.
    }
collection-living-empty = La recherche ne trouve aucune photo pour l’instant : les prochaines qui lui répondent seront ici.
collection-order-living = Les photos que vous choisissez viennent d’abord, dans votre ordre ; celles de la recherche suivent.
collection-chosen = Choisies
collection-found = Trouvées par la recherche
collection-first = Mettre en tête
# $title (String)
collection-first-titled = Mettre en tête « { $title } »
collection-except = Photos écartées
collection-restore = Remettre
# $title (String)
collection-restore-titled = Remettre « { $title } » dans la collection
collection-note = Pourquoi
collection-note-help = Facultatif. Se lit dans l’historique.
# $most (Number)
problem-search-long = La recherche qui remplit une collection a au plus { $most } signes. Raccourcissez-la.
# $what (String)
problem-search-unclear = La recherche n’est pas comprise : « { $what } ». Faites-la sur la page de recherche, puis collez ici l’adresse de cette page.
problem-search-everything = Cette recherche trouve toutes les photos. Ajoutez-y un mot ou un filtre.
problem-search-itself = Cette recherche est limitée à la collection même qu’elle remplirait : elle n’y ajouterait rien. Enlevez-en « collection= ».
# $most (Number)
problem-exceptions-many = Une collection vivante écarte au plus { $most } photos. Précisez plutôt sa recherche.

## Historique d’une collection
# $title (String)
collection-history-title = Historique de « { $title } »
collection-history-lead = Ce qui a changé depuis que la collection est publiée.
collection-history-whole = Tout ce qui a changé depuis que la collection existe. Les visiteurs lisent ce qui a changé depuis sa publication, sans la liste des membres.
collection-did-make = Créée
collection-did-change = Modifiée
collection-did-unpublish = Repassée en brouillon
collection-did-order = Photos mises en ordre
collection-did-batch = Photos ajoutées ensemble
collection-turn-added = Photos ajoutées
collection-turn-removed = Photos retirées
# $count (Number) $titles (String)
collection-turn-others =
    { $count ->
        [one] { $titles } et une autre
       *[other] { $titles } et { $count } autres
    }

## Hier et aujourd’hui
pairs-title = Hier et aujourd’hui
# $title (String)
pairs-of = Hier et aujourd’hui : { $title }
pairs-edit = Hier et aujourd’hui
pairs-lead = Deux photos du même lieu, prises à des moments différents, superposées.
# $now (String) $before (String)
pair-dates = { $before } / { $now }
pair-undated = Sans date
# $now (String) $before (String)
pair-slide = Passer de « { $before } » à « { $now } »
pair-credit = Mention de cette photo
pair-both = Les deux mentions en un bloc
pairs-unshown = Ces paires ne sont montrées à personne : une de leurs photos n’est plus publique. Elles reviennent avec elle, ou séparez-les.
pair-new = Une nouvelle paire
pair-choose = Deux photos du même lieu
pair-other = Ou l’adresse d’une autre photo de la collection
pair-other-help = Au lieu de cocher une photo, collez l’adresse de sa page.
pair-order = La plus ancienne passe devant, si les dates sont connues.
pair-make = Réunir ces deux photos
pair-turn = Échanger
# $name (String)
pair-turn-named = Échanger les deux photos : { $name }
pair-part = Séparer
# $name (String)
pair-part-named = Séparer les deux photos : { $name }
photo-pair = Hier et aujourd’hui, dans la collection
problem-pair = Une paire réunit deux photos différentes de la collection. Choisissez-en deux.
# $most (Number)
problem-pairs-many = Une collection a au plus { $most } paires. Séparez-en d’abord une.
