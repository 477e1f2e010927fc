//! The tests of the pixels with the feature `turbo`: the other JPEG decoder reads the same photographs to the same
//! pictures.

mod pixels;
