# Ce que l'équipe change de la mention d'une photo, et ce qui protège une personne.
ledger-title = Mention et protection : ce qui a changé
ledger-changed-by = Changé par { $name }, le
ledger-contested-by = Mots rétablis par { $name }, le
ledger-contested-by-giver = Mots rétablis par la personne qui a donné la photo, le
ledger-contested-by-you = Vous avez rétabli vos mots, le
ledger-read-by = Lu par { $name }, le { $day }
ledger-not-told = non montré
ledger-answer = Voir et répondre
contest-button = Rétablir mes mots…
contest-meaning = Voici ce qui redeviendra comme vous l’aviez écrit. L’équipe en sera prévenue.
contest-note = Un mot pour l’équipe (facultatif)
contest-confirm = Rétablir mes mots
contest-read = J’ai lu
colon =  :
named-author-withheld = Auteur non nommé, à sa demande
named-source = Qui a pris la photo
named-precision = Ce qui est montré de l’endroit
value-nothing = rien
took-own = la personne qui l’a donnée
took-permission = quelqu’un d’autre, qui est d’accord
took-archive = elle vient d’une archive
took-public-domain = elle est dans le domaine public

## Ce que l'équipe ne peut pas ouvrir
author-not-yours = L’auteur a demandé à ne pas être nommé. Seule la personne qui a donné la photo voit son nom, et peut le montrer de nouveau.
precision-not-yours = Seule la personne qui a donné la photo peut en montrer davantage.

## Deux personnes à la fois
conflict-title = Ce qui diffère
conflict-lead = Quelqu’un a modifié cette fiche pendant que vous écriviez. Rien n’est encore enregistré : pour chaque différence, choisissez, puis enregistrez.
conflict-now = Garder ce qu’il y a maintenant :
conflict-mine = Mettre ce que j’ai écrit :
conflict-typed = Vous aviez écrit :
conflict-not-yours = Cela protège une personne : seule celle qui a donné la photo peut le changer.

## Ce qui était écrit
keep-back = Ce que vous aviez écrit est revenu. Ce n’est pas encore enregistré.
keep-drop = L’effacer

## Le même fichier
same-file-published = Ce même fichier est déjà publié : celui-ci ne pourra pas l’être.
same-file-refused = Ce même fichier a été refusé quand une autre personne l’a donné.
same-file-withdrawn = Ce même fichier, donné par une autre personne, a été retiré.
same-file-waiting = Une autre personne a donné ce même fichier, qui attend aussi : un seul pourra être publié.
same-file-this = Cette photo
same-file-other = L’autre
same-file-given = Donnée le
same-file-see = Voir l’autre
same-file-name-erased = nom effacé
review-contested =
    { $count ->
        [one] Une mention contestée
       *[other] { $count } mentions contestées
    }

## L'attestation
receipt-declared-author = Auteur déclaré
receipt-credited-now = Auteur cité aujourd’hui
receipt-source = Qui l’a prise, selon la déclaration
receipt-source-now = Qui l’a prise, selon la fiche d’aujourd’hui
receipt-source-unasked = non précisé (donnée par un programme)
receipt-declared-replaced = Depuis, la personne qui a donné la photo a modifié ce qu’elle dit de l’auteur.
receipt-not-kept = Ce qui avait été déclaré alors n’a pas été conservé.
receipt-entry-declared = Auteur déclaré alors : { $name }
person-forgotten = compte oublié
