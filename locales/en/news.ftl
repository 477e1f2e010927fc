## News
nav-news = News
nav-unread = unread
news-title = News
news-lead = What happened to your photos.
news-new = New
news-read-all = Mark all as read
news-published = Published
news-restored = Published again
news-change-requested = To correct
news-refused = Refused
news-withdrawn = Withdrawn by the team
news-hidden = Hidden after a report
news-changed = Changed
news-changed-by = { $name } changed: { $fields }.
news-see = See it
news-empty-title = No news yet
news-empty-text = When a photo is published, sent back to be corrected or changed by somebody, you will read it here.
