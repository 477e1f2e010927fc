## On paper
print-labels = Exhibition labels
print-contact = Contact sheet
print-how = Print this page (Ctrl + P) on A4 paper; the code leads to the photo’s page.
# $address (Text)
print-code = QR code: { $address }
print-untitled = Untitled
print-link = Exhibition label to print
# $count (Number), $most (Number)
print-too-many =
    { $count ->
        [one] At most { $most } photos are printed at a time: the last one in the list is not among them. Print these, then the rest.
       *[other] At most { $most } photos are printed at a time: the last { $count } in the list are not among them. Print these, then the rest.
    }
