//! Reads from a column's name what its values mean.

/// The words of a name in small letters: `orderID`, `order_id` and `Order id` have the same.
pub fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for letter in name.chars() {
        let part = is_part(letter);
        let boundary = !part || (small && letter.is_ascii_uppercase());
        small = letter.is_ascii_lowercase();
        if boundary {
            words.push(String::new());
        }
        let Some(last) = words.last_mut() else { break };
        if part {
            last.push(letter.to_ascii_lowercase());
        } else if SIGNS.contains(letter) {
            last.push(letter);
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

const SIGNS: &str = "%$€£¥";

/// Letters beyond ASCII count as such: the tables that know better would cost more than they tell.
fn is_part(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || !(letter.is_ascii() || SIGNS.contains(letter))
}

/// True where one of the words is in the list.
pub fn any(words: &[String], list: &str) -> bool {
    words.iter().any(|word| listed(list, word))
}

fn listed(list: &str, word: &str) -> bool {
    place(list, word).is_some()
}

/// The place of a word in a list with commas: one text takes fewer bytes than an array of them.
pub(super) fn place(list: &str, word: &str) -> Option<usize> {
    list.split(',').position(|known| known == word)
}

/// True for names of keys and numbers that count nothing: they identify.
pub fn is_id(words: &[String]) -> bool {
    const ANYWHERE: &str = "id,ids,uuid,guid,zip,zipcode,postal,postcode,plz,phone,fax,sku,ean,isbn,iban,ssn,barcode,hash,serial,version,gtin,siret";
    const LAST: &str = "key,code,no,nr,pk,center,centre,account,acct";
    let last = words.last().map_or("", String::as_str);
    let number_of = (last == "number" || last == "num") && words.len() > 1 && !any(words, "of,total");
    let glued = words.len() == 1 && last.len() > 4 && last.ends_with("id") && !last.ends_with("paid");
    any(words, ANYWHERE) || listed(LAST, last) || number_of || (glued && is_glued_id(last))
}

/// True for names of weeks.
pub fn is_week(words: &[String]) -> bool {
    any(words, "week,wk,kw,yearweek,isoweek,yyyyww,woche")
}

/// True for names of years.
pub fn is_year(words: &[String]) -> bool {
    any(words, "year,yr,jahr,fy,cohort,vintage")
}

/// True for names of months.
pub fn is_month(words: &[String]) -> bool {
    any(words, "month,mon,period,yyyymm,ym,yearmonth,cohort,monat")
}

/// True for names of days.
pub fn is_day(words: &[String]) -> bool {
    any(words, "date,day,dt,yyyymmdd,datum")
}

/// True for names of quarters.
pub fn is_quarter(words: &[String]) -> bool {
    any(words, "quarter,qtr")
}

/// True for names that say that the values are times.
pub fn is_time(words: &[String]) -> bool {
    is_week(words)
        || is_year(words)
        || is_month(words)
        || is_day(words)
        || is_quarter(words)
        || any(words, "time,timestamp")
}

/// True for names of sizes and counts, whatever else they speak of: `orders_per_year`, `zip_count`.
pub fn is_measured(words: &[String]) -> bool {
    const LAST: &str = "sales,revenue,amount,cost,costs,price,profit,orders,units,quantity,qty,visits,users,customers,rate,growth";
    let last = words.last().map_or("", String::as_str);
    let counted = any(words, "count,total,sum,avg,average,per,cnt");
    // `num_orders` is a number, `week_num` the number of a week.
    counted || (last != "num" && any(words, "num")) || listed(LAST, last)
}

/// `customerid`, but not `bid`, `covid` or `liquid`.
fn is_glued_id(word: &str) -> bool {
    const OWNERS: &str =
        "customer,order,product,user,account,store,item,session,row,record,client,employee,region,device";
    word.strip_suffix("id").is_some_and(|owner| listed(OWNERS, owner))
}

/// True for coordinates on the earth: they belong on a map.
pub fn is_place(words: &[String]) -> bool {
    any(words, "lat,lon,lng,long,latitude,longitude,geohash,h3")
}

/// True for positions in a list, which repeat what the order of rows says.
pub fn is_rank(words: &[String]) -> bool {
    any(words, "rank,ranking,rownum,rn,position,idx") || (any(words, "row") && any(words, "number,num,index"))
}

/// True for values of which a sum makes no sense: averages, rates, prices.
pub fn is_average(words: &[String]) -> bool {
    const WORDS: &str = "avg,average,mean,median,rate,ratio,margin,price,per,share,min,max,score,rating,temperature,index,percentile,stddev,percent,pct,percentage,growth,change,age,height,weight,p50,p90,p95,p99,cumulative,running,balance,variance";
    any(words, WORDS) || any(words, "%,distinct,unique")
}

/// True for parts of something else each: they make up no whole, even if their sum happens to be one.
pub fn is_rate(words: &[String]) -> bool {
    const WORDS: &str = "rate,ratio,margin,growth,change,conversion,churn,probability,discount,return,returns,attainment,utilization,yield";
    any(words, WORDS)
}

/// True for sums that grow from row to row.
pub fn is_running(words: &[String]) -> bool {
    any(words, "cumulative,cumulated,running,ytd")
}

/// A name as a heading: `total_sales` reads *Total sales*.
pub fn title(name: &str) -> String {
    let mut title = name.replace('_', " ").trim().to_owned();
    if !name.bytes().any(|byte| byte.is_ascii_uppercase())
        && let Some(first) = title.get_mut(..1)
    {
        first.make_ascii_uppercase();
    }
    title
}
