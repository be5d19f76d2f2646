//! The places of the contract that the coverage counts.

/// The index of a place.
pub(crate) type PointId = u32;

/// What kind of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    Operation,
    Parameter,
    RequestField,
    ResponseField,
    Status,
    ErrorCode,
    RequestValue,
    ResponseValue,
    ParameterValue,
}

impl Area {
    /// Where the values of enums go that stand in such a place.
    pub(crate) fn values(self) -> Option<Area> {
        match self {
            Area::RequestField => Some(Area::RequestValue),
            Area::ResponseField => Some(Area::ResponseValue),
            Area::Parameter => Some(Area::ParameterValue),
            _ => None,
        }
    }
}

/// A place that the coverage counts.
#[derive(Debug)]
pub(crate) struct CoveragePoint {
    /// The index of the operation.
    pub(crate) owner: usize,
    pub(crate) area: Area,
    /// The pointer or name.
    pub(crate) key: String,
    /// The value of an enum.
    pub(crate) value: String,
}

/// Every place that the coverage counts.
#[derive(Debug, Default)]
pub(crate) struct CoveragePoints(pub(crate) Vec<CoveragePoint>);

impl CoveragePoints {
    pub(crate) fn add(&mut self, owner: usize, area: Area, key: &str, value: &str) -> PointId {
        self.0.push(CoveragePoint {
            owner,
            area,
            key: key.to_owned(),
            value: value.to_owned(),
        });
        PointId::try_from(self.0.len() - 1).unwrap_or(PointId::MAX)
    }
}
