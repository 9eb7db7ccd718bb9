# Une région ne dit que ce qu'elle dit autrement que sa langue.
attribute-vegan = végane
