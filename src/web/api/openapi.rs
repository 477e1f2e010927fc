pub async fn document()->actix_web::HttpResponse{actix_web::HttpResponse::Ok().finish()}
