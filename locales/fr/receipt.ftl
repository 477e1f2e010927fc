## L'attestation
receipt-title = Attestation de licence
receipt-title-dedicated = Attestation de versement au domaine public
receipt-title-marked = Attestation de domaine public
receipt-lead =
    { $count ->
        [one] { $site } atteste que cette photo a été placée sous la licence ci‑dessous, à cette date, par la personne qui l’a donnée.
       *[other] { $site } atteste que cette photo a été placée sous les licences ci‑dessous, à ces dates, par la personne qui l’a donnée.
    }
receipt-lead-dedicated = { $site } atteste que cette photo a été versée au domaine public, à cette date, par la personne qui l’a donnée.
receipt-lead-marked = { $site } atteste que cette photo a été signalée comme étant dans le domaine public, à cette date, par la personne qui l’a donnée.
receipt-author = Auteur
receipt-name-erased = Nom effacé
receipt-title-erased = Titre effacé
receipt-files = Empreintes du fichier tel qu’il a été donné
receipt-ledger =
    { $count ->
        [one] Licence accordée
       *[other] Licences accordées
    }
receipt-ledger-dedicated = Versement au domaine public
receipt-ledger-marked = Ce qui a été indiqué
receipt-entry-licence = Licence
receipt-entry-status = Statut
receipt-entry-at = Accordée le
receipt-entry-dedicated-at = Versée le
receipt-entry-marked-at = Indiqué le
receipt-entry-by = Par
receipt-entry-wording = Version du texte montré
receipt-entry-now = la plus récente
receipt-irrevocable = Une licence accordée est définitive : elle reste valable pour toute personne qui a la photo et nomme cette licence, même si la photo est retirée ou si une autre licence suit.
receipt-irrevocable-dedicated = Renoncer à ses droits est définitif : cela vaut pour tout le monde, et pour toutes les copies de la photo.
receipt-issued = Établie le { $day }.
receipt-state-draft = Cette photo n’est pas publique : cette attestation n’est que pour la personne qui l’a donnée.
# $day (String)
receipt-state-withdrawn = Cette photo n’est plus publiée : elle a été retirée le { $day }.
receipt-grants-stand =
    { $count ->
        [one] La licence accordée avant reste valable, si la personne qui l’a accordée en avait le droit.
       *[other] Les licences accordées avant restent valables, si la personne qui les a accordées en avait le droit.
    }
receipt-json = La même attestation, pour un logiciel (JSON)
receipt-print-note = Enregistrez cette page, ou imprimez-la, et gardez-la avec le fichier. Les copies téléchargées ont d’autres empreintes : la mention y est inscrite.
photo-author-withheld = L’auteur a demandé à ne pas être nommé
grant-also = Aussi publiée sous { $label }, du { $since } au { $until }
grant-stands = { $label }, accordée le { $since }, reste valable et permet davantage, à condition de la nommer
grant-name-it = Écrire la mention sous { $label }
grant-also-day = Aussi publiée sous { $label }, le { $day }
receipt-entry-unseen = aucune (photo donnée par un programme)
grant-given-by = { $label }, accordée le { $day } par { $name }
grant-given = { $label }, accordée le { $day }
grant-dedicated-by = { $label }, domaine public choisi le { $day } par { $name }
grant-dedicated = { $label }, domaine public choisi le { $day }
grant-marked-by = { $label }, indiquée le { $day } par { $name }
grant-marked = { $label }, indiquée le { $day }
receipt-archive = Archive
