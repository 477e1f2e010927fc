## On paper
print-labels = Exhibition labels
print-contact = Contact sheet
print-how = Print this page (Ctrl + P) on A4 paper; the code leads to the photo’s page.
# $address (Text)
print-code = QR code: { $address }
print-untitled = Photograph
print-link = Exhibition label to print
