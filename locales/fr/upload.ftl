## Donner des photos : étapes, planche, panneau commun, barre d’envoi
steps-label = Étapes
step-send = Envoyer
files-add = Ajouter des photos
files-continue = Continuer
files-then = Ensuite, trois questions
files-then-source = Vous, ou quelqu’un qui est d’accord.
tally-received =
    { $count ->
        [one] { $number } reçue
       *[other] { $number } reçues
    }
tally-held =
    { $count ->
        [one] { $number } doublon
       *[other] { $number } doublons
    }
tally-refused =
    { $count ->
        [one] { $number } refusée
       *[other] { $number } refusées
    }
tally-failed =
    { $count ->
        [one] { $number } à renvoyer
       *[other] { $number } à renvoyer
    }
tally-sending = Envoi : { $done } sur { $all }
tally-why = Voir pourquoi
queue-again-all = Tout réessayer
queue-offline = Pas de réseau : l’envoi continuera dès son retour.
panel-all =
    { $count ->
        [one] Pour cette photo
       *[other] Pour les { $number } photos
    }
panel-some = Pour la sélection
fill-all =
    { $count ->
        [one] Remplir
       *[other] Remplir les { $number } photos
    }
fill-some = Remplir la sélection
fill-done =
    { $count ->
        [one] { $number } photo remplie.
       *[other] { $number } photos remplies.
    }
fill-undo = Annuler
fill-more = Description, page web, position
fill-tags-help = Séparés par des virgules. Ils s’ajoutent à ceux des photos.
fill-unchanged = Ne rien changer
pick-all = Tout choisir
pick-none = Ne rien choisir
contact-pick = Choisir { $file }
contact-edit = modifier { $file }
contact-untitled = Sans titre
contact-aside = En brouillon
contact-shut = Fermer
field-precision = Position GPS de la photo
checks-title = À vérifier avant d’envoyer
checks-all = Tout cocher : j’ai le droit de donner toutes ces photos
photo-wrong = « { $name } » : { $sentence }
bar-count =
    { $count ->
        [one] { $number } photo
       *[other] { $number } photos
    }
bar-credited =
    { $count ->
        [one] , citée « { $name } »
       *[other] , citées « { $name } »
    }
remains-lead = Reste à faire :
remains-source =
    { $count ->
        [one] dire qui l’a prise
       *[other] dire qui les a prises
    }
remains-licence = répondre aux deux questions
remains-author = nommer l’auteur
remains-checks =
    { $count ->
        [one] vérifier { $number } photo
       *[other] vérifier { $number } photos
    }
remains-sending = Des photos arrivent encore.
remains-titles =
    { $count ->
        [one] { $number } photo sans titre : vous pourrez lui en donner un plus tard.
       *[other] { $number } photos sans titre : vous pourrez leur en donner plus tard.
    }
remains-nothing = Tout est prêt.
interrupted-files = Choisissez de nouveau vos photos : elles n’ont pas été envoyées.
