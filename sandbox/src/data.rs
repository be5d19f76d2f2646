//! `--data FILE`: what the sandbox keeps over restarts. What a request changed is in the file before its answer goes out.

#[cfg(feature = "data")]
pub(crate) mod file;

use crate::world::World;

/// Where changes are written down; by default, nowhere.
#[derive(Default)]
pub(crate) struct Data {
    #[cfg(feature = "data")]
    pub(crate) file: Option<file::DataFile>,
}

impl Data {
    /// Takes what changed since the last call. Whoever calls holds the world, so the order is that of the changes.
    #[cfg_attr(not(feature = "data"), allow(unused_variables, clippy::unused_self))]
    pub(crate) fn note(&self, world: &mut World) {
        #[cfg(feature = "data")]
        if let Some(file) = &self.file {
            file.note(world);
        }
    }

    /// Waits until everything noted so far is in the file.
    #[cfg_attr(
        not(feature = "data"),
        allow(clippy::unused_async, clippy::unused_self)
    )]
    pub(crate) async fn saved(&self) -> Result<(), String> {
        #[cfg(feature = "data")]
        if let Some(file) = &self.file {
            return file.saved().await;
        }
        Ok(())
    }

    /// Writes the rest and lets go of the file.
    #[cfg_attr(
        not(feature = "data"),
        allow(clippy::unused_async, clippy::unused_self)
    )]
    pub(crate) async fn close(&self) -> Result<(), String> {
        #[cfg(feature = "data")]
        if let Some(file) = &self.file {
            return file.close().await;
        }
        Ok(())
    }
}
