# Ce qui vient d'être fait, dit sur la page suivante.
done-published = C’est publié. Merci !
done-sent = C’est envoyé à la relecture. Merci ! Vous verrez ici la réponse.
done-drafts = C’est gardé en brouillon. Vous pourrez envoyer vos photos quand vous voudrez.
done-saved = C’est enregistré.
done-withdrawn = La photo est retirée. Une trace reste à son adresse, car des mentions imprimées y mènent.
done-taken-back = La photo est retirée. Personne ne l’aura vue ; vous pouvez la donner de nouveau.
done-welcome = Bienvenue ! Votre compte est créé.
done-set-up = Zef est prêt. Vous pouvez donner les premières photos.
done-password = Votre mot de passe est changé ; les autres appareils sont déconnectés.
done-revoked = Le jeton est révoqué.
done-already-held = Vous avez déjà donné cette photo : la voici.
title-quoted = « { $title } »
done-reviewed-published = La photo est publiée. La personne qui l’a donnée le verra.
done-reviewed-change = La correction est demandée. La personne qui a donné la photo lira votre motif.
done-reviewed-refused = La photo est refusée. La personne qui l’a donnée lira votre motif.
