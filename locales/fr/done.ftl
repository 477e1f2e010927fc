# Ce qui vient d'être fait, dit sur la page suivante.
done-published = C’est publié. Merci.
done-sent = C’est envoyé à la relecture. Merci. Vous verrez la réponse ici.
done-drafts = C’est gardé en brouillon. Envoyez vos photos quand vous voudrez.
done-saved = C’est enregistré.
done-withdrawn = La photo est retirée. Un avis de retrait reste à son adresse : des mentions déjà imprimées peuvent y mener.
done-taken-back = La photo est retirée. Elle n’a jamais été publique ; vous pouvez la donner de nouveau.
done-welcome = Bienvenue. Votre compte est créé.
done-set-up = Zef est prêt. Vous pouvez donner les premières photos.
done-password = Votre mot de passe est changé ; les autres appareils sont déconnectés et vos jetons d’accès ne sont plus valables.
done-revoked = Le jeton est révoqué.
done-signed-out = Votre session est fermée.
done-signed-out-everywhere = Toutes vos sessions sont fermées, et vos jetons d’accès ne sont plus valables.
done-already-held = Vous avez déjà donné cette photo : la voici.
title-quoted = « { $title } »
# Ce qui a été décidé d’une photo : à la suite de son titre, ou de ces mots.
done-photo = La photo
done-reviewed-published = est publiée. La personne qui l’a donnée le verra.
done-reviewed-left-public = reste publique.
done-reviewed-change = est à corriger. La personne qui l’a donnée lira votre motif.
done-reviewed-refused = est refusée. La personne qui l’a donnée lira votre motif.
done-contested = Vos mots sont rétablis, et l’équipe en est prévenue.
done-contest-read = C’est noté : vous avez lu ce message.
done-file-sent = Le nouveau fichier attend sa relecture. D’ici là, la photo garde celui qu’elle a.
done-file-replaced = La photo a son nouveau fichier. L’ancien est conservé.
done-file-dropped = C’est annulé : la photo garde son fichier.
done-file-refused = Le fichier est refusé. La personne qui l’a donné lira votre motif.
done-refusal-removed = Le refus n’est plus affiché.
