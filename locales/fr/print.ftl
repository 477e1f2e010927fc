## Sur papier
print-labels = Cartels d’exposition
print-contact = Planche-contact
print-how = Imprimez cette page (Ctrl + P) sur du papier A4 ; le code mène à la page de la photo.
# $address (Text)
print-code = Code QR : { $address }
print-untitled = Sans titre
print-link = Cartel d’exposition à imprimer
# $count (Number), $most (Number)
print-too-many =
    { $count ->
        [one] On imprime au plus { $most } photos à la fois : la dernière de la liste n’y est pas. Imprimez celles-ci, puis la suite.
       *[other] On imprime au plus { $most } photos à la fois : les { $count } dernières de la liste n’y sont pas. Imprimez celles-ci, puis la suite.
    }
