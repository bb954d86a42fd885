//! What the food business sells and where: the fixed members of the data set.
//! The vocabulary of the semantic layer is built from the same tables, so a
//! new product can be asked about without any further change.

/// When a category sells better than its average.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Season {
    /// Sells evenly through the year.
    Any,
    /// Sells best from May to August.
    Summer,
    /// Sells best from November to February.
    Winter,
}

/// One product: name, category, supplier, list price and cost in cents, weight of demand, vegan.
pub(crate) struct Product {
    pub(crate) name: &'static str,
    pub(crate) category: &'static str,
    pub(crate) supplier: &'static str,
    pub(crate) price: i64,
    pub(crate) cost: i64,
    pub(crate) weight: u64,
    pub(crate) vegan: bool,
}

const fn product(
    name: &'static str,
    category: &'static str,
    supplier: &'static str,
    [price, cost]: [i64; 2],
    weight: u64,
    vegan: bool,
) -> Product {
    Product { name, category, supplier, price, cost, weight, vegan }
}

/// The categories with their season, in menu order.
pub(crate) const CATEGORIES: [(&str, Season); 6] = [
    ("Bowls", Season::Any),
    ("Pizza", Season::Any),
    ("Soups & Chili", Season::Winter),
    ("Salads", Season::Summer),
    ("Desserts", Season::Any),
    ("Drinks", Season::Summer),
];

/// Every product on the menu.
pub(crate) const PRODUCTS: [Product; 24] = [
    product("Quinoa & Kale Bowl", "Bowls", "Green Valley Farms", [1350, 459], 96, true),
    product("Teriyaki Tofu Bowl", "Bowls", "Pacific Catch", [1290, 464], 62, true),
    product("Chicken Burrito Bowl", "Bowls", "Prairie Pantry", [1390, 542], 74, false),
    product("Salmon Poke Bowl", "Bowls", "Pacific Catch", [1590, 699], 52, false),
    product("Falafel Bowl", "Bowls", "Green Valley Farms", [1190, 368], 48, true),
    product("Vegan Pizza", "Pizza", "Napoli Mills", [1420, 411], 80, true),
    product("Margherita Pizza", "Pizza", "Napoli Mills", [1250, 325], 84, false),
    product("Mushroom Truffle Pizza", "Pizza", "Napoli Mills", [1690, 591], 40, false),
    product("Pepperoni Pizza", "Pizza", "Napoli Mills", [1490, 461], 66, false),
    product("Organic Chili", "Soups & Chili", "Prairie Pantry", [1090, 327], 76, true),
    product("Lentil Soup", "Soups & Chili", "Prairie Pantry", [790, 213], 50, true),
    product("Tomato Basil Soup", "Soups & Chili", "Prairie Pantry", [750, 210], 46, true),
    product("Chicken Noodle Soup", "Soups & Chili", "Prairie Pantry", [850, 280], 44, false),
    product("Caesar Salad", "Salads", "Green Valley Farms", [1050, 346], 58, false),
    product("Greek Salad", "Salads", "Green Valley Farms", [990, 316], 46, false),
    product("Beetroot Walnut Salad", "Salads", "Green Valley Farms", [1120, 403], 28, true),
    product("Mango Avocado Salad", "Salads", "Green Valley Farms", [1180, 448], 36, true),
    product("Chia Pudding", "Desserts", "Sweet Harbor Bakers", [590, 165], 34, true),
    product("Lemon Cheesecake", "Desserts", "Sweet Harbor Bakers", [690, 241], 38, false),
    product("Dark Chocolate Brownie", "Desserts", "Sweet Harbor Bakers", [490, 147], 56, true),
    product("Cold Brew Coffee", "Drinks", "Sunrise Beverage Co", [450, 81], 88, true),
    product("Fresh Orange Juice", "Drinks", "Sunrise Beverage Co", [520, 213], 64, true),
    product("Ginger Lemonade", "Drinks", "Sunrise Beverage Co", [470, 112], 60, true),
    product("Matcha Latte", "Drinks", "Sunrise Beverage Co", [560, 162], 42, false),
];

/// Who delivers the ingredients, as they are first met in `PRODUCTS`.
pub(crate) const SUPPLIERS: [&str; 6] = [
    "Green Valley Farms",
    "Pacific Catch",
    "Prairie Pantry",
    "Napoli Mills",
    "Sweet Harbor Bakers",
    "Sunrise Beverage Co",
];

/// One store: name, city, region, weight of demand, and the share (in permille
/// of the covered time) after which it opened.
pub(crate) struct Store {
    pub(crate) name: &'static str,
    pub(crate) city: &'static str,
    pub(crate) region: &'static str,
    pub(crate) weight: u64,
    pub(crate) opens: u64,
}

const fn store(
    name: &'static str,
    city: &'static str,
    region: &'static str,
    weight: u64,
    opens: u64,
) -> Store {
    Store { name, city, region, weight, opens }
}

/// The regions, as they are first met in `STORES`.
pub(crate) const REGIONS: [&str; 5] = ["Northeast", "Southeast", "Midwest", "Southwest", "West"];

/// Every store.
pub(crate) const STORES: [Store; 12] = [
    store("Harbor Street", "Boston", "Northeast", 90, 0),
    store("Union Square", "New York", "Northeast", 130, 0),
    store("Brooklyn Heights", "New York", "Northeast", 85, 220),
    store("Peachtree Center", "Atlanta", "Southeast", 80, 0),
    store("Ocean Drive", "Miami", "Southeast", 70, 350),
    store("Lakeview", "Chicago", "Midwest", 95, 0),
    store("Eastern Market", "Detroit", "Midwest", 55, 0),
    store("South Congress", "Austin", "Southwest", 75, 0),
    store("Desert Ridge", "Phoenix", "Southwest", 50, 480),
    store("Fisherman's Wharf", "San Francisco", "West", 110, 0),
    store("Pike Place", "Seattle", "West", 90, 0),
    store("Silver Lake", "Los Angeles", "West", 100, 120),
];

/// The ways to order.
pub(crate) const CHANNELS: [&str; 4] = ["In store", "Website", "Mobile app", "Phone"];

/// The tiers of the loyalty programme; a customer may have none.
pub(crate) const TIERS: [&str; 3] = ["Bronze", "Silver", "Gold"];

/// What kind of customer someone is; three of five are private households.
pub(crate) const SEGMENTS: [&str; 5] = ["Household", "Household", "Household", "Student", "Office"];

/// How many customers there are: no name occurs twice.
pub(crate) const CUSTOMERS: u64 = 360;

/// First and last names of the invented customers.
const FIRST_NAMES: [&str; 20] = [
    "Ada", "Bruno", "Carla", "Deniz", "Elif", "Farid", "Grace", "Hugo", "Ines", "Jonas", "Kira", "Liam",
    "Mina", "Noah", "Olga", "Pablo", "Rosa", "Samir", "Tara", "Yuki",
];

/// See [`FIRST_NAMES`].
const LAST_NAMES: [&str; 18] = [
    "Adams", "Becker", "Costa", "Dubois", "Evans", "Fischer", "Garcia", "Hansen", "Ivanova", "Jensen",
    "Keller", "Lopez", "Meyer", "Nguyen", "Okafor", "Patel", "Rossi", "Sato",
];

/// The name of a customer, counted from 0.
pub(crate) fn customer(index: u64) -> String {
    let first = FIRST_NAMES.get((index % 20) as usize).copied().unwrap_or_default();
    let last = LAST_NAMES.get(((index / 20 + index % 20) % 18) as usize).copied().unwrap_or_default();
    format!("{first} {last}")
}
