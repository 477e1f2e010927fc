//! Tries that are not heard, as problems.

use super::{LimitProblem, Problem};
use crate::web::site::{NotHeard, RateLimited};

impl From<RateLimited> for Problem {
    fn from(limited: RateLimited) -> Self {
        Self::Limit(LimitProblem::TooManyRequests { retry_after: limited.retry_after })
    }
}

impl Problem {
    /// Why a report is not heard.
    #[must_use]
    pub fn of_report(refused: NotHeard) -> Self {
        match refused {
            NotHeard::Limited(RateLimited { retry_after }) => Self::Limit(LimitProblem::TooManyReports { retry_after }),
            NotHeard::Fault(fault) => fault.into(),
        }
    }
}

impl From<NotHeard> for Problem {
    fn from(refused: NotHeard) -> Self {
        match refused {
            NotHeard::Limited(limited) => limited.into(),
            NotHeard::Fault(fault) => fault.into(),
        }
    }
}
