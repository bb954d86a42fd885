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

/// One product: name, category, list price in cents, weight of demand, vegan.
pub(crate) struct Product {
    pub(crate) name: &'static str,
    pub(crate) category: &'static str,
    pub(crate) price: i64,
    pub(crate) weight: u64,
    pub(crate) vegan: bool,
}

const fn product(
    name: &'static str,
    category: &'static str,
    price: i64,
    weight: u64,
    vegan: bool,
) -> Product {
    Product { name, category, price, weight, vegan }
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
    product("Quinoa & Kale Bowl", "Bowls", 1350, 96, true),
    product("Teriyaki Tofu Bowl", "Bowls", 1290, 62, true),
    product("Chicken Burrito Bowl", "Bowls", 1390, 74, false),
    product("Salmon Poke Bowl", "Bowls", 1590, 52, false),
    product("Falafel Bowl", "Bowls", 1190, 48, true),
    product("Vegan Pizza", "Pizza", 1420, 80, true),
    product("Margherita Pizza", "Pizza", 1250, 84, false),
    product("Mushroom Truffle Pizza", "Pizza", 1690, 40, false),
    product("Pepperoni Pizza", "Pizza", 1490, 66, false),
    product("Organic Chili", "Soups & Chili", 1090, 76, true),
    product("Lentil Soup", "Soups & Chili", 790, 50, true),
    product("Tomato Basil Soup", "Soups & Chili", 750, 46, true),
    product("Chicken Noodle Soup", "Soups & Chili", 850, 44, false),
    product("Caesar Salad", "Salads", 1050, 58, false),
    product("Greek Salad", "Salads", 990, 46, false),
    product("Beetroot Walnut Salad", "Salads", 1120, 28, true),
    product("Mango Avocado Salad", "Salads", 1180, 36, true),
    product("Chia Pudding", "Desserts", 590, 34, true),
    product("Lemon Cheesecake", "Desserts", 690, 38, false),
    product("Dark Chocolate Brownie", "Desserts", 490, 56, true),
    product("Cold Brew Coffee", "Drinks", 450, 88, true),
    product("Fresh Orange Juice", "Drinks", 520, 64, true),
    product("Ginger Lemonade", "Drinks", 470, 60, true),
    product("Matcha Latte", "Drinks", 560, 42, false),
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

/// First and last names of the invented customers.
pub(crate) const FIRST_NAMES: [&str; 20] = [
    "Ada", "Bruno", "Carla", "Deniz", "Elif", "Farid", "Grace", "Hugo", "Ines", "Jonas", "Kira", "Liam",
    "Mina", "Noah", "Olga", "Pablo", "Rosa", "Samir", "Tara", "Yuki",
];

/// See [`FIRST_NAMES`].
pub(crate) const LAST_NAMES: [&str; 18] = [
    "Adams", "Becker", "Costa", "Dubois", "Evans", "Fischer", "Garcia", "Hansen", "Ivanova", "Jensen",
    "Keller", "Lopez", "Meyer", "Nguyen", "Okafor", "Patel", "Rossi", "Sato",
];
