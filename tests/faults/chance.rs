//! Chance that can be had again: the same seed and the same names, the same draws, whatever else goes on.

/// A small generator (splitmix64): good enough to choose faults.
pub struct Chance(u64);

impl Chance {
    /// Of its own for each name.
    pub fn of(seed: u64, name: &str, number: u64) -> Self {
        let mut chance = Self(seed);
        for part in name.bytes().map(u64::from).chain([number]) {
            chance.0 = chance.next() ^ part;
        }
        chance
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Less than `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub fn in_percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub fn choose<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).unwrap()]
    }
}
