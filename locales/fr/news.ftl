## Nouvelles
nav-news = Nouvelles
nav-unread = non lues
news-title = Nouvelles
news-lead = Ce qui est arrivé à vos photos.
news-new = Nouveau
news-read-all = Tout marquer comme lu
news-published = Publiée
news-restored = De nouveau publiée
news-change-requested = À corriger
news-refused = Refusée
news-withdrawn = Retirée par l’équipe
news-hidden = Cachée après un signalement
news-changed = Modifiée
news-changed-by = { $name } a modifié : { $fields }.
news-see = La voir
news-empty-title = Pas encore de nouvelles
news-empty-text = Une photo publiée, à corriger ou modifiée par quelqu’un : vous le lirez ici.
