## L’historique d’une photo
history-title = Historique
history-link = Historique des changements
history-lead = Ce qui a changé depuis que la photo est publiée. Les changements qui protègent une personne n’y figurent pas.
history-lead-whole = Tout ce qui a changé depuis que la photo a été reçue.
history-none = Aucun changement pour l’instant.
# $name (String)
history-by = par { $name }
history-deposit = Reçue
history-submit = Envoyée à la relecture
history-publish = Publiée
history-review = Relue
history-curate = Modifiée avec d’autres photos
history-undo = Modification par lot annulée
history-revert = Champ rétabli
history-contest = Mots rétablis par la personne qui a donné la photo
history-withdraw = Retirée
history-describe = Modifiée
history-state = État
history-revert-button = Rétablir
history-earlier = Changements plus anciens
done-reverted = C’est rétabli.

## L’établi : plusieurs photos à la fois
nav-curate = À compléter
curate-title = À compléter
curate-list-title = Traiter ces photos
curate-mine-title = Traiter mes photos
curate-these = Traiter ces photos
curate-see-list = Voir la liste
curate-lead = Choisissez des photos, dites ce qui change, regardez avant de confirmer. Chaque changement peut être annulé.
curate-lanes = Ce qui manque
lane-title = Sans titre
lane-tags = Sans mot-clé
lane-place = Sans lieu
lane-date = Sans date
lane-alt = Sans texte de remplacement
lane-contradiction = Lieu contredit par la position
lane-collection = Dans aucune collection
lane-collection-counts = Une photo qui n’est que dans un brouillon, ou que seule montre une collection vivante, remplie par une recherche, compte comme n’étant dans aucune.
# $kilometres (Number)
# $name (String)
curate-far = { $name }, à plus de { $kilometres } km de la position
curate-zoom = Taille des photos
curate-zoom-small = Petites
curate-zoom-middle = Moyennes
curate-zoom-large = Grandes
curate-none = Il n’y a plus de photo ici.
# $photo (String)
curate-pick = Choisir : { $photo }
curate-pick-all = Tout choisir
curate-pick-part =
    { $count ->
        [one] Choisir la { $count } photo affichée
       *[other] Choisir les { $count } photos affichées
    }
curate-pick-none = Ne rien choisir
curate-pick-first = Choisissez des photos, puis dites ce qui change.
curate-picked = Choisies
curate-to-bar = Dire ce qui change
curate-keys = Raccourcis clavier
curate-key-pick = choisir la photo, ou ne plus la choisir
curate-key-all = tout choisir, ou rien
curate-key-series = choisir la série de la photo, ou ne plus la choisir
curate-key-move = aller d’une photo à l’autre
curate-key-shift-name = Maj
curate-key-range = avec une flèche, x ou un clic : choisir toute une suite
curate-key-enter-name = Entrée
curate-key-enter = dire ce qui change ; Échap ramène aux photos
curate-key-undo = annuler ce qui vient d’être fait
curate-series =
    { $count ->
        [one] Choisir { $count } photo
       *[other] Choisir les { $count } photos
    }
curate-tags-add = Ajouter des mots-clés
curate-tags-remove = Enlever des mots-clés
curate-collection-add = Mettre dans une collection
curate-collection-new = Nouvelle collection
curate-collection-make = Une nouvelle se fait parmi les autres champs.
curate-collection-both = Mettez les photos dans une collection qui existe ou dans une nouvelle : videz l’un des deux champs.
curate-precision = Précision du lieu
curate-as-is = Ne pas changer
curate-more = Autres champs
curate-note = Pourquoi (facultatif)
curate-preview = Voir ce qui change
curate-nothing-picked = Aucune photo n’est choisie : cochez celles qui changent.
curate-nothing-typed = Rien n’est à changer : remplissez au moins un champ.
done-nothing-changed = Rien n’a changé : les photos choisies disent déjà cela.
done-nothing-undone = Rien n’a pu être annulé : les photos ont changé depuis, ou un lieu ou un nom y est protégé.

preview-title = Avant de changer
preview-lead = Rien n’est encore changé.
preview-changed =
    { $count ->
        [0] Aucune photo ne changera
        [one] { $count } photo changera
       *[other] { $count } photos changeront
    }
# $total (String)
preview-unchanged =
    { $count ->
        [one] { $count } sur { $total } le dit déjà.
       *[other] { $count } sur { $total } le disent déjà.
    }
# $field (String)
preview-replaced =
    { $count ->
        [one] { $field } : { $count } photo dit déjà autre chose, qui sera remplacé.
       *[other] { $field } : { $count } photos disent déjà autre chose, qui sera remplacé.
    }
# $tag (String)
preview-new-tag = « { $tag } » est un nouveau mot-clé.
# $like (String)
# $tag (String)
preview-new-tag-like = « { $tag } » est un nouveau mot-clé ; il y a déjà « { $like } ».
# $place (String)
preview-new-place = Le lieu « { $place } » n’est connu d’aucune liste ni d’aucune photo : vérifiez comment il s’écrit.
# $title (String)
preview-new-collection = La collection « { $title } » sera créée, comme brouillon.
refused-gone =
    { $count ->
        [one] { $count } photo n’est plus là
       *[other] { $count } photos ne sont plus là
    }
refused-not-allowed =
    { $count ->
        [one] { $count } photo ne changera pas : elle n’est pas à vous
       *[other] { $count } photos ne changeront pas : elles ne sont pas à vous
    }
refused-protected =
    { $count ->
        [one] { $count } photo ne changera pas : un lieu ou un nom y est protégé
       *[other] { $count } photos ne changeront pas : un lieu ou un nom y est protégé
    }
refused-too-many-tags =
    { $count ->
        [one] { $count } photo ne changera pas : elle aurait trop de mots-clés
       *[other] { $count } photos ne changeront pas : elles auraient trop de mots-clés
    }
refused-not-public =
    { $count ->
        [one] { $count } photo n’entrera pas dans la collection : elle n’est pas publique
       *[other] { $count } photos n’entreront pas dans la collection : elles ne sont pas publiques
    }
refused-collection-full =
    { $count ->
        [one] { $count } photo n’entrera pas dans la collection : elle est pleine
       *[other] { $count } photos n’entreront pas dans la collection : elle est pleine
    }
refused-stale =
    { $count ->
        [one] { $count } photo vient d’être changée par quelqu’un d’autre
       *[other] { $count } photos viennent d’être changées par quelqu’un d’autre
    }
preview-make =
    { $count ->
        [one] Changer { $count } photo
       *[other] Changer { $count } photos
    }
preview-back = Revenir sans rien changer

batches-title = Mes derniers changements
batches-lead = Les derniers changements que vous avez faits sur plusieurs photos à la fois. Chacun peut être annulé depuis sa page.
batches-none = Aucun de vos derniers changements ne s’est fait depuis « À compléter ».
batch-title = C’est fait
batch-undone-title = C’est annulé
batch-changed =
    { $count ->
        [one] { $count } photo changée
       *[other] { $count } photos changées
    }
batch-undone =
    { $count ->
        [one] { $count } photo remise comme avant
       *[other] { $count } photos remises comme avant
    }
# $name (String)
batch-by = par { $name },
batch-kept =
    { $count ->
        [one] { $count } photo est restée comme elle est : quelqu’un l’a changée depuis, ou un lieu ou un nom y est protégé.
       *[other] { $count } photos sont restées comme elles sont : quelqu’un les a changées depuis, ou un lieu ou un nom y est protégé.
    }
batch-go-on = Continuer
batch-undo = Annuler ce changement
batch-redo = Refaire ce changement
batch-which = Photos changées
made-collection = Collection
made-draft = brouillon
made-see = Voir les photos changées
made-undo = Annuler
made-redo = Refaire
