## Sur papier
print-labels = Étiquettes d’exposition
print-contact = Planche-contact
print-how = Imprimez cette page (Ctrl + P) sur du papier A4 ; le code mène à la page de la photo.
# $address (Text)
print-code = Code QR : { $address }
print-untitled = Photographie
print-link = Étiquette d’exposition à imprimer
