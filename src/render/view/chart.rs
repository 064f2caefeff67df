//! Figures as bars: lengths along an axis, in hundredths of its whole length and in the direction of the language's script.

use super::Builder;
use super::item::FigureItem;
use crate::link::Linked;
use crate::parse::facts::{FigureRecord, Scale, Unit};
use crate::parse::id::FigureId;
use crate::parse::language::Direction;
use serde::Serialize;

/// Figures that can be compared: percentages, or two numbers and more of the same things.
#[derive(Debug, Serialize)]
pub struct ChartView {
    /// The bars, in the order of the text.
    pub bars: Vec<BarView>,
    /// Whether the whole axis is a hundred per cent, rather than the greatest of the figures.
    pub percent: bool,
}

/// A figure as a bar.
#[derive(Debug, Serialize)]
pub struct BarView {
    /// The figure.
    #[serde(flatten)]
    pub figure: FigureItem,
    /// Where the bar begins, from the left.
    pub x: f64,
    /// How long it is.
    pub width: f64,
    /// Where the stretch between the least and the greatest value begins, from the left.
    pub spread_x: f64,
    /// How long that stretch is; 0 for a figure that is one number.
    pub spread_width: f64,
}

/// A figure of the report.
type Figure = Linked<FigureId, FigureRecord>;

impl Builder<'_> {
    /// Parts the figures of one place into charts and those that stand alone.
    #[must_use]
    pub fn charts<'f>(&self, figures: &[&'f Figure]) -> (Vec<ChartView>, Vec<&'f Figure>) {
        let mut kinds: Vec<(&Unit, Vec<&'f Figure>)> = Vec::new();
        for &figure in figures {
            match kinds.iter_mut().find(|(unit, _)| **unit == figure.record.unit) {
                Some((_, own)) => own.push(figure),
                None => kinds.push((&figure.record.unit, vec![figure])),
            }
        }
        let (charted, alone): (Vec<_>, Vec<_>) = kinds.into_iter().partition(|(unit, own)| **unit == Unit::Percent || own.len() > 1);
        let charts = charted.into_iter().map(|(unit, own)| {
            let percent = *unit == Unit::Percent;
            let greatest = own.iter().map(|figure| bounds(&figure.record).1).fold(0.0, f64::max);
            let whole = if percent { greatest.max(100.0) } else { greatest };
            ChartView { percent, bars: own.into_iter().map(|figure| self.bar(figure, whole)).collect() }
        });
        (charts.collect(), alone.into_iter().flat_map(|(_, own)| own).collect())
    }

    fn bar(&self, figure: &Figure, whole: f64) -> BarView {
        let (least, greatest) = bounds(&figure.record);
        let part = |value: f64| if whole > 0.0 { (value / whole * 1000.0).round() / 10.0 } else { 0.0 };
        let (width, spread_width) = (part(least), part(greatest) - part(least));
        let from_start = |start: f64, width: f64| match self.language().record.direction {
            Direction::Ltr => start,
            Direction::Rtl => 100.0 - start - width,
        };
        BarView { figure: self.figure(figure), x: from_start(0.0, width), width, spread_x: from_start(width, spread_width), spread_width }
    }
}

/// The least and the greatest value of a figure, its scale applied.
fn bounds(figure: &FigureRecord) -> (f64, f64) {
    let scale = match figure.scale {
        None => 1.0,
        Some(Scale::Thousand) => 1e3,
        Some(Scale::Million) => 1e6,
        Some(Scale::Billion) => 1e9,
    };
    let least = figure.value.or(figure.min).or(figure.max).unwrap_or_default();
    let greatest = figure.value.or(figure.max).or(figure.min).unwrap_or_default();
    (least * scale, greatest * scale)
}
