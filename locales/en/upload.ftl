## Giving photos: steps, contact sheet, common panel, send bar
steps-label = Steps
step-send = Send
files-add = Add photos
files-continue = Continue
files-then = Then, three questions
files-then-source = You, or somebody who agrees.
tally-received =
    { $count ->
        [one] { $number } received
       *[other] { $number } received
    }
tally-held =
    { $count ->
        [one] { $number } duplicate
       *[other] { $number } duplicates
    }
tally-refused =
    { $count ->
        [one] { $number } refused
       *[other] { $number } refused
    }
tally-failed =
    { $count ->
        [one] { $number } to send again
       *[other] { $number } to send again
    }
tally-sending = Sending: { $done } of { $all }
tally-why = See why
queue-again-all = Try all again
queue-offline = No network: sending goes on as soon as it is back.
panel-all =
    { $count ->
        [one] For this photo
       *[other] For all { $number } photos
    }
panel-some = For the selection
fill-all =
    { $count ->
        [one] Fill in
       *[other] Fill in { $number } photos
    }
fill-some = Fill in the selection
fill-done =
    { $count ->
        [one] { $number } photo filled in.
       *[other] { $number } photos filled in.
    }
fill-undo = Undo
fill-more = Description, web page, position
fill-tags-help = Separated by commas. They are added to those of the photos.
fill-unchanged = Change nothing
pick-all = Select all
pick-none = Select none
contact-pick = Select { $file }
contact-edit = edit { $file }
contact-untitled = No title
contact-aside = Draft
contact-shut = Close
field-precision = GPS position of the photo
checks-title = To check before sending
checks-all = Tick all: I have the right to give all these photos
photo-wrong = “{ $name }”: { $sentence }
bar-count =
    { $count ->
        [one] { $number } photo
       *[other] { $number } photos
    }
bar-credited =
    { $count ->
        [one] , credited “{ $name }”
       *[other] , credited “{ $name }”
    }
remains-lead = Left to do:
remains-source =
    { $count ->
        [one] say who took it
       *[other] say who took them
    }
remains-licence = answer both questions
remains-author = name the author
remains-checks =
    { $count ->
        [one] check { $number } photo
       *[other] check { $number } photos
    }
remains-sending = Photos are still arriving.
remains-titles =
    { $count ->
        [one] { $number } photo without a title: you can add one later.
       *[other] { $number } photos without a title: you can add them later.
    }
remains-nothing = All is ready.
interrupted-files = Choose your photos again: they were not sent.
