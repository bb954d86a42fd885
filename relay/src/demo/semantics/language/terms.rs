//! The table of terms: every word or phrase that the semantic layer knows. To
//! teach it a synonym, add it to a line. Longer phrases win over shorter ones,
//! and values of dimensions (products, regions …) are known without a line.

use crate::demo::semantics::calendar::Unit;
use crate::demo::semantics::dimension::Dimension;
use crate::demo::semantics::intent::{Bound, Order};
use crate::demo::semantics::measure::Measure;

/// What a phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Term {
    /// A number to show.
    Measure(Measure),
    /// What to split by.
    Dimension(Dimension),
    /// Values to keep.
    Values(Dimension, &'static [&'static str]),
    /// Highest or lowest first.
    Order(Order),
    /// The same, said on its own: "lowest first".
    Direction(Order),
    /// Highest or lowest first by this measure: "cheapest".
    Ranked(Measure, Order),
    /// The largest or smallest single orders.
    OrderList(Order),
    /// What follows decides the order.
    Sort,
    /// By month, whatever was asked before.
    Trend,
    /// "sold": units after "how many", money otherwise.
    Sold,
    /// "how many": wants a count.
    HowMany,
    /// The values that follow are left out.
    Exclude,
    /// The same, as a denial: "but not pizza" may speak of all that anyone bought.
    Not,
    /// Stands between two values.
    Or,
    /// As a share of the total.
    Share,
    /// As a share of the total, or the unit of a number before it.
    Percent,
    /// Two things side by side.
    Compare,
    /// What follows is what to compare with.
    Versus,
    /// For every one of what follows.
    Each,
    /// How much something changed, and which way if the word says so.
    Growth(Option<Order>),
    /// Compared with the period before.
    Before,
    /// Compared with the unit before.
    UnitBefore(Unit),
    /// Compared with the same days one unit earlier.
    Earlier(Unit),
    /// An amount follows.
    Bound(Bound),
    /// Two amounts follow.
    Between,
    /// Refers to the previous question.
    FollowUp,
    /// Refers to the previous answer as a whole: "how much profit is that".
    AllOfIt,
    /// Refers to the previous question and keeps what it showed.
    Add,
    /// Takes the previous period away.
    AllTime,
    /// A greeting.
    Greeting,
    /// A word of thanks.
    Thanks,
    /// Known to be outside of what can be answered.
    Beyond,
    /// Carries no meaning here.
    Filler,
    /// Carries no meaning beside a measure, but is not known on its own.
    Noun,
    /// Carries no meaning, but what follows is no longer left out.
    Preposition,
    /// Carries no meaning; a measure that follows decides the order.
    By,
}

use Term::{
    Add, AllOfIt, AllTime, Before, Between, Beyond, By, Compare, Dimension as Split, Direction, Each,
    Earlier, Exclude, Filler, FollowUp, Greeting, Growth, HowMany, Measure as Show, Not, Noun, Or, OrderList,
    Percent, Preposition, Ranked, Share, Sold, Sort, Thanks, Trend, UnitBefore, Values, Versus,
};

/// The days from Monday to Friday.
const WORKDAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

/// Phrases separated by `|`, and their meaning.
pub(super) const TERMS: &[(&str, Term)] = &[
    ("total sales|sales|revenue|turnover|takings|income|earnings", Show(Measure::TotalSales)),
    ("sales value|sales amount|sales volume|earn|earned|spend|spent|spending", Show(Measure::TotalSales)),
    ("orders|number of orders|how many orders|order count|purchases|transactions", Show(Measure::Orders)),
    ("quantity|quantities|units|units sold|pieces|portions|servings", Show(Measure::Quantity)),
    ("items sold|number of items|how many items|how many units|number of units", Show(Measure::Quantity)),
    ("unit sales", Show(Measure::Quantity)),
    ("average order value|average order|order value|aov|average ticket", Show(Measure::AverageOrderValue)),
    (
        "basket value|average basket value|average basket|basket size|average basket size",
        Show(Measure::AverageOrderValue),
    ),
    ("sales per order|revenue per order|spend per order", Show(Measure::AverageOrderValue)),
    ("customer count", Show(Measure::Customers)),
    ("unique customers|distinct customers|active customers", Show(Measure::Customers)),
    ("discount|total discount|discounts given|price reductions", Show(Measure::TotalDiscount)),
    ("profit|gross profit|total profit|contribution margin", Show(Measure::Profit)),
    ("margin|profit margin|gross margin|profitability|profit percentage", Show(Measure::Margin)),
    ("price|average price|unit price|average price per unit|price per unit", Show(Measure::AveragePrice)),
    ("different products", Show(Measure::Products)),
    ("different stores", Show(Measure::Stores)),
    ("cheapest|least expensive|lowest priced", Ranked(Measure::AveragePrice, Order::Lowest)),
    ("most expensive|priciest|dearest", Ranked(Measure::AveragePrice, Order::Highest)),
    ("most profitable", Ranked(Measure::Profit, Order::Highest)),
    ("least profitable", Ranked(Measure::Profit, Order::Lowest)),
    ("busiest", Ranked(Measure::Orders, Order::Highest)),
    ("quietest", Ranked(Measure::Orders, Order::Lowest)),
    ("bestseller", Ranked(Measure::TotalSales, Order::Highest)),
    ("product|item|dish|meal|menu item", Split(Dimension::Product)),
    ("category|product category|product group|food category", Split(Dimension::Category)),
    ("supplier|vendor", Split(Dimension::Supplier)),
    ("diet|vegan or not", Split(Dimension::Vegan)),
    ("store|shop|branch|location|outlet|restaurant", Split(Dimension::Store)),
    ("city|town", Split(Dimension::City)),
    ("region|area|territory", Split(Dimension::Region)),
    ("channel|sales channel|order channel", Split(Dimension::Channel)),
    ("delivery|way of delivery|delivery or pickup", Split(Dimension::Delivered)),
    ("customer|guest|buyer|member|client|shopper|customer who|customer that", Split(Dimension::Customer)),
    ("who bought|who buy|who spent|who spend", Split(Dimension::Customer)),
    ("loyalty tier|loyalty|tier|customer tier|loyalty level|loyalty status", Split(Dimension::Tier)),
    ("customer segment|segment|customer group|kind of customer|type of customer", Split(Dimension::Segment)),
    ("order number|order id|individual orders|single orders", Split(Dimension::Order)),
    ("day|daily|date", Split(Dimension::Day)),
    ("week|weekly", Split(Dimension::Week)),
    ("month|monthly", Split(Dimension::Month)),
    ("quarter|quarterly", Split(Dimension::Quarter)),
    ("year|yearly|annual|annually", Split(Dimension::Year)),
    ("weekday|day of the week|day of week", Split(Dimension::Weekday)),
    ("delivered", Values(Dimension::Delivered, &["true"])),
    ("picked up|pickup|not delivered", Values(Dimension::Delivered, &["false"])),
    ("online", Values(Dimension::Channel, &["Website", "Mobile app"])),
    ("app", Values(Dimension::Channel, &["Mobile app"])),
    ("weekend", Values(Dimension::Weekday, &["Saturday", "Sunday"])),
    ("on weekdays|during weekdays|weekdays only|only weekdays", Values(Dimension::Weekday, WORKDAYS)),
    ("working days|business days|workdays", Values(Dimension::Weekday, WORKDAYS)),
    ("monday to friday|monday through friday|monday till friday", Values(Dimension::Weekday, WORKDAYS)),
    ("vegan|plant based", Values(Dimension::Vegan, &["true"])),
    ("non vegan|not vegan", Values(Dimension::Vegan, &["false"])),
    ("beverage", Values(Dimension::Category, &["Drinks"])),
    ("top|best|highest|most|greatest|largest|biggest|strongest|leading", Term::Order(Order::Highest)),
    ("popular|most popular|best selling", Term::Order(Order::Highest)),
    (
        "highest first|best first|largest first|biggest first|descending|descending order",
        Direction(Order::Highest),
    ),
    ("bottom|worst|lowest|least|fewest|smallest|weakest|poorest", Term::Order(Order::Lowest)),
    ("least popular|worst selling|least selling", Term::Order(Order::Lowest)),
    ("lowest first|worst first|smallest first|ascending|ascending order", Direction(Order::Lowest)),
    ("alphabetically|alphabetical order|by name", Direction(Order::ByName)),
    ("top orders|largest orders|biggest orders|highest orders", OrderList(Order::Highest)),
    ("smallest orders|lowest orders|bottom orders", OrderList(Order::Lowest)),
    ("sort|sorted|rank|ranked", Sort),
    ("trend|over time|development|timeline|develop|developed|developing|evolve|evolved", Trend),
    ("sell|sold|selling|seller", Sold),
    ("how many|count|number of", HowMany),
    ("without|excluding|exclude|except|except for|other than|apart from|leaving out", Exclude),
    ("all but|everything but|ignoring|ignore", Exclude),
    ("not|but not|no|but no", Not),
    ("or", Or),
    ("share|share of total|proportion|contribution|contribute", Share),
    ("percent|percentage|percentages|percentage of total", Percent),
    ("compare|comparison|comparing|side by side", Compare),
    ("compared|versus|vs|against|than", Versus),
    ("growth|grow|change|changed|difference|increase", Growth(None)),
    ("growth rate|growth percentage|percent change|percentage growth", Growth(None)),
    ("grew|grown|growing|increased|rose|risen|rising|gained", Growth(Some(Order::Highest))),
    ("decrease|decreased|decreasing|decline|declined|declining", Growth(Some(Order::Lowest))),
    ("fell|fallen|falling|dropped|dropping|shrank|shrunk|shrinking", Growth(Some(Order::Lowest))),
    ("the period before|the previous period|previous period|the prior period|the one before", Before),
    ("the day before", UnitBefore(Unit::Day)),
    ("the week before", UnitBefore(Unit::Week)),
    ("the month before", UnitBefore(Unit::Month)),
    ("the quarter before", UnitBefore(Unit::Quarter)),
    ("the year before", UnitBefore(Unit::Year)),
    ("year over year|year on year|yoy|a year ago|a year earlier|year before that", Earlier(Unit::Year)),
    ("same period last year|same period of last year|same month last year", Earlier(Unit::Year)),
    ("same quarter last year|same time last year|same days last year", Earlier(Unit::Year)),
    ("quarter over quarter|quarter on quarter|qoq", Earlier(Unit::Quarter)),
    ("month over month|month on month|mom", Earlier(Unit::Month)),
    ("week over week|week on week|wow", Earlier(Unit::Week)),
    ("day over day|day on day", Earlier(Unit::Day)),
    ("over|above|more than|greater than|higher than|exceeding|exceed", Term::Bound(Bound::Over)),
    ("at least|no less than|not less than|minimum of", Term::Bound(Bound::AtLeast)),
    ("under|below|less than|fewer than|lower than", Term::Bound(Bound::Under)),
    ("at most|up to|no more than|not more than|maximum of", Term::Bound(Bound::AtMost)),
    ("between", Between),
    ("what about|how about|instead|only|just|same|again|those|these|but only", FollowUp),
    ("narrow|restrict|limit|filter", FollowUp),
    ("is that|are that|was that|were that|is this|are those|were those|of them", AllOfIt),
    ("also|add|as well|additionally|too|break|broken|split|further|break it down|broken down", Add),
    ("all time|overall|any period|all years|ever|whole period", AllTime),
    ("hello|hi|hey|good morning|good afternoon|good evening", Greeting),
    ("thanks|thank you|thanks a lot|many thanks|thank you very much|thx", Thanks),
    ("cost|tax|stock|inventory|forecast|predict|rating|budget|target|weather|joke|churn|return", Beyond),
    ("correlation|ratio|median|average|mean|maximum|minimum|variance|why|when|but", Beyond),
    ("purchase price|buying price|cost price|unit cost", Beyond),
    (
        "discounted|deliver|delivering|discount rate|discount percentage|percentage discount|discount percent",
        Beyond,
    ),
    ("delete|drop|insert|update|remove", Beyond),
    ("by", By),
    ("for|in|at|from|on|within|during|with|into", Preposition),
    ("of|to|like|called|named|as|as a", Filler),
    ("each|every|per", Each),
    ("a|an|the|our|my|your|their|its|all|any|us|me|we|i|you|they|there|here|it|them", Filler),
    ("what|which|how|much|is|are|was|were|be|been|do|does|did|has|have|had|can|could|may|that|then", Filler),
    ("will|would|should|please|kindly|show|give|tell|list|display|get|got|find|find out|see|view", Filler),
    ("want|need|know|let|looking|id|im|now|s|so far|who are|who is|who were|who have|lets", Filler),
    ("generate|generated|make|made|produce|bring|brought|drive|perform|performing|performance", Filler),
    ("come|came|take|took|place|placed|look|run|go|went|total|sum|overview|summary|report|table", Filler),
    ("chart|graph|bar chart|line chart|pie chart|result|data|dollar|usd", Filler),
    ("value|amount|volume|figure|number", Noun),
    (
        "whose|serve|ordered|bought|purchased|buy|contributes|breakdown|grouped by|group by|name|food|company",
        Filler,
    ),
    ("something|anything|business|in total|in terms of|menu|give me a list|across|through", Filler),
];
