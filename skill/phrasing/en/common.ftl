# Values as they are spoken (the message itself) and written (.text).

money-EUR = { $kind ->
    [whole] { $units } { $units ->
        [one] euro
       *[other] euros
    }
    [small] { $cents } { $cents ->
        [one] cent
       *[other] cents
    }
    [few] { $units } { $units ->
        [one] euro
       *[other] euros
    } and { $cents } { $cents ->
        [one] cent
       *[other] cents
    }
   *[mixed] { $units } { $units ->
        [one] euro
       *[other] euros
    } { $cents }
}
money-USD = { $kind ->
    [whole] { $units } { $units ->
        [one] dollar
       *[other] dollars
    }
    [small] { $cents } { $cents ->
        [one] cent
       *[other] cents
    }
    [few] { $units } { $units ->
        [one] dollar
       *[other] dollars
    } and { $cents } { $cents ->
        [one] cent
       *[other] cents
    }
   *[mixed] { $units } { $units ->
        [one] dollar
       *[other] dollars
    } { $cents }
}
money-CAD = { $kind ->
    [whole] { $units } { $units ->
        [one] dollar
       *[other] dollars
    }
    [small] { $cents } { $cents ->
        [one] cent
       *[other] cents
    }
    [few] { $units } { $units ->
        [one] dollar
       *[other] dollars
    } and { $cents } { $cents ->
        [one] cent
       *[other] cents
    }
   *[mixed] { $units } { $units ->
        [one] dollar
       *[other] dollars
    } { $cents }
}
money-GBP = { $kind ->
    [whole] { $units } { $units ->
        [one] pound
       *[other] pounds
    }
    [small] { $cents } { $cents ->
        [one] penny
       *[other] pence
    }
    [few] { $units } { $units ->
        [one] pound
       *[other] pounds
    } and { $cents } { $cents ->
        [one] penny
       *[other] pence
    }
   *[mixed] { $units } { $units ->
        [one] pound
       *[other] pounds
    } { $cents }
}

day-today = today
day-tomorrow = tomorrow
day-yesterday = yesterday
day-weekday = { $weekday }
day-date = on { $date }
no-day = no date yet

item = { $count ->
    [one] one { $one }
   *[other] { $number } { $many }
}
    .text = { $count } × { $name }
number-1 = one
number-2 = two
number-3 = three
number-4 = four
number-5 = five
number-6 = six
number-7 = seven
number-8 = eight
number-9 = nine
number-10 = ten
number-11 = eleven
number-12 = twelve
item-short = { $number } { $spoken }
list-more = { $items } and { $more } more

address-home = to your home
address-maison = to your home
address-work = to your work
address-bureau = to your office
address-other = to your { $label } address
    .text = to { $street }, { $city }
address-line = { $street }, { $city }
means-ending = { $label } ending { $digits }
    .text = { $label } ending in { $last4 }

unit-g = { $number } { $number ->
    [one] gram
   *[other] grams
}
unit-kg = { $number } { $number ->
    [one] kilo
   *[other] kilos
}
unit-ml = { $number } { $number ->
    [one] millilitre
   *[other] millilitres
}
unit-l = { $number } { $number ->
    [one] litre
   *[other] litres
}
unit-cm = { $number } { $number ->
    [one] centimetre
   *[other] centimetres
}
unit-pieces = { $number } { $number ->
    [one] piece
   *[other] pieces
}
unit-pages = { $number } { $number ->
    [one] page
   *[other] pages
}
unit-kcal = { $number } kilocalories per hundred
unit-days = { $number } { $number ->
    [one] day
   *[other] days
}
unit-months = { $number } { $number ->
    [one] month
   *[other] months
}
unit-years = { $number } { $number ->
    [one] year
   *[other] years
}
unit-hours = { $number } { $number ->
    [one] hour
   *[other] hours
}
unit-watts = { $number } { $number ->
    [one] watt
   *[other] watts
}

source-label = says the label
source-manufacturer = says the maker
source-shop = says the shop

attribute-size = size
attribute-ingredients = ingredients
attribute-allergens = allergens
attribute-vegan = vegan
attribute-vegetarian = vegetarian
attribute-gluten_free = gluten free
attribute-organic = organic
attribute-caffeine = caffeine
attribute-calories = calories
attribute-origin = origin
attribute-storage = storage
attribute-shelf_life = shelf life
attribute-material = material
attribute-colour = color
attribute-scent = scent
attribute-compatibility = compatibility
attribute-warranty = warranty
attribute-water_resistance = water resistance
attribute-battery_life = battery life
attribute-power = power
attribute-dimensions = dimensions
attribute-recyclable = recyclable
attribute-age = age
attribute-author = author
attribute-pages = length
attribute-brand = brand
attribute-other = that

anything-else = Anything else?
    .brisk = Else?
    .calm = You can ask me something else, or say stop. Anything else?
    .text = Is there anything else I can do?
    .reprompt = What else can I do for you?
what-else = What would you like?
    .text = You can reorder, ask about a product, or follow an order. What would you like?
    .reprompt = What can I do for you?

slow-wait = One moment, please.
slow-unknown = Sorry, this is taking too long, and I can't tell yet whether it worked. Please don't order again: ask for your orders in a few minutes.
