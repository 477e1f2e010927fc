## L'attestation
receipt-title = Attestation de licence
receipt-lead = { $site } atteste que cette photo a été placée sous les licences ci‑dessous, à ces dates, par la personne qui l’a donnée.
receipt-photo = Photo
receipt-author = Auteur
receipt-address = Adresse
receipt-files = Empreintes du fichier tel qu’il a été donné
receipt-ledger = Licences accordées
receipt-entry-licence = Licence
receipt-entry-at = Accordée le
receipt-entry-by = Par
receipt-entry-wording = Version du texte montré
receipt-entry-now = en vigueur
receipt-irrevocable = Une licence accordée ne se reprend pas : elle reste valable pour toute personne qui a reçu la photo sous cette licence, et pour les copies déjà faites.
receipt-issued = Établie le { $day }.
receipt-state-draft = Cette photo n’est pas publique : cette attestation n’est que pour la personne qui l’a donnée.
# $day (String)
receipt-state-withdrawn = Cette photo n’est plus publiée : elle a été retirée le { $day }. Les licences accordées avant restent valables.
receipt-json = La même, pour un logiciel (JSON)
receipt-print-note = Enregistrez cette page, ou imprimez-la, et gardez-la avec le fichier. Les copies téléchargées ont d’autres empreintes, car la mention y est inscrite.
photo-author-withheld = L’auteur a demandé à ne plus être nommé
grant-also = Aussi publiée sous { $label }, du { $since } au { $until }
grant-also-day = Aussi publiée sous { $label }, le { $day }
receipt-entry-unseen = aucun (donnée par un programme)
grant-given-by = { $label }, accordée le { $day } par { $name } (texte montré : { $wording })
grant-given = { $label }, accordée le { $day } (texte montré : { $wording })
wording-none = aucun
